import Glibc
import TestSupport
import Testing

@testable import BuildRunning

/// Real children; limits are far from what the machine needs.
@Suite struct ProcessTests {
  static func shell(_ script: String, limit: Double = 60) -> ChildProcess {
    ChildProcess(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], deadline: .now.adding(seconds: limit))
  }

  @Test func returnsOutputErrorsAndStatus() {
    var child = Self.shell("cat; echo err >&2; pwd; exit 3")
    child.input = Array("in\n".utf8)
    child.folder = "/usr"
    let outcome = child.run()
    #expect(outcome.end == .exited(3))
    #expect(String(decoding: outcome.output, as: UTF8.self) == "in\n/usr\n")
    #expect(String(decoding: outcome.errors, as: UTF8.self) == "err\n")
    #expect(Self.shell("kill -9 $$").run().end == .signalled(9))
  }

  @Test func inheritsNothing() {
    setenv("OSA_SOURCES_TEST_LEAK", "1", 1)
    let outcome = Self.shell("env; ls /proc/self/fd | wc -l").run()
    let text = String(decoding: outcome.output, as: UTF8.self)
    #expect(!text.contains("OSA_SOURCES_TEST_LEAK"))
  }

  @Test func saysWhyItCouldNotStart() {
    let child = ChildProcess("/nonexistent/git", [], environment: [:], deadline: .now.adding(seconds: 9))
    #expect(child.run().end == .couldNotStart(ENOENT))
  }

  @Test func killsTheGroupAtTheLimit() throws {
    let folder = try TemporaryFolder()
    let outcome = Self.shell("sleep 600 & echo $! > \(folder.path)/pid; wait", limit: 0.3).run()
    #expect(outcome.end == .timedOut)
    let pid = try #require(FileBytes.line(folder.path + "/pid").flatMap { pid_t($0) })
    for _ in 0..<500 where kill(pid, 0) == 0 && !Self.isZombie(pid) { Monotonic.sleep(seconds: 0.01) }
    #expect(kill(pid, 0) != 0 || Self.isZombie(pid))
  }

  private static func isZombie(_ pid: pid_t) -> Bool {
    guard let bytes = FileBytes.read("/proc/\(pid)/stat") else { return true }
    return String(decoding: bytes, as: UTF8.self).contains(") Z ")
  }

  @Test func givesUpOnSilence() {
    var child = Self.shell("echo a >&2; sleep 600")
    child.stall = 0.3
    #expect(child.run().end == .stalled)
  }

  @Test func doesNotWaitForStragglers() {
    #expect(Self.shell("sleep 600 & exit 0").run().end == .exited(0))
  }

  @Test func keepsOutputWithinItsLimit() {
    var child = Self.shell("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2")
    child.outputLimit = 100_000
    let outcome = child.run()
    #expect(outcome.end == .exited(0) && outcome.isTruncated && !outcome.succeeded)
    #expect(outcome.output.count <= 100_000 && outcome.errors.count <= 200_000)
  }

  @Test func sweepsWhatLeftItsGroup() throws {
    let folder = try TemporaryFolder()
    let mark = ProcessSweep.newMark()
    var child = Self.shell(
      """
      setsid sh -c 'echo out > \(folder.path)/ready; exec sleep 600' >/dev/null 2>&1 </dev/null &
      until [ -s \(folder.path)/ready ]; do sleep 0.01; done
      """)
    child.environment[ProcessSweep.variable] = mark
    #expect(child.run().end == .exited(0))
    #expect(ProcessSweep.processes(mark: mark).count == 1)
    ProcessSweep.killAll(mark: mark)
    #expect(ProcessSweep.processes(mark: mark).isEmpty)
  }
}
