import Glibc

/// A process that outlives this one for a moment: when this one ends, however it ends, the guard kills what it left.
/// git has helpers that would wait for a dead server for ever, and SIGKILL lets nobody clean up.
package final class RunGuard: Sendable {
  private let pid: pid_t
  private let pipe: Int32

  /// Starts `executable arguments...` (which must call `serve`) with the mark on its standard input; nil where it
  /// cannot be started.
  package init?(_ executable: String, _ arguments: [String], mark: String) {
    guard let ends = Descriptor.pipe() else { return nil }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_adddup2(&actions, ends.read, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var child: pid_t = -1
    let failure = CStrings.with([executable] + arguments) { argv in
      CStrings.with(["LC_ALL=C"]) { posix_spawn(&child, executable, &actions, &attributes, argv, $0) }
    }
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
    close(ends.read)
    guard failure == 0 else {
      close(ends.write)
      return nil
    }
    pid = child
    pipe = ends.write
    _ = Descriptor.writeAll(Array((mark + "\n").utf8), to: pipe)
  }

  /// Lets the guard look once more and waits for its end.
  package func finish() {
    // Every child was waited for: one look is enough.
    _ = Descriptor.writeAll(Array("done\n".utf8), to: pipe)
    close(pipe)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  }

  /// The guard's whole life: reads the mark, waits for the end of its standard input, kills.
  package static func serve() {
    for ignored in [SIGHUP, SIGINT, SIGTERM, SIGPIPE] { signal(ignored, SIG_IGN) }
    guard let bytes = Descriptor.readAll(STDIN_FILENO, limit: 4096) else { return }
    let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    if let mark = lines.first { ProcessSweep.killAll(mark: mark, looks: lines.count > 1 ? 1 : 3) }
  }
}
