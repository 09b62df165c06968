import Glibc

/// Follows one child until it ended or was given up. The leader is reaped last, so that the group's number stays its
/// own while the group is killed.
struct ChildWatch {
  private let process: ChildProcess
  private let pid: pid_t
  private let pipes: ChildPipes
  private var output: [UInt8] = []
  private var errors: [UInt8] = []
  private var isTruncated = false
  private var lastHeard = Monotonic.now
  private var buffer = [UInt8](repeating: 0, count: 65536)
  /// The pipes that are still open for reading.
  private var open: [Int32]

  private static let errorLimit = 64 << 10
  /// Seconds that descendants may keep the pipes open after their leader ended.
  private static let straggling = 0.5

  init(_ process: ChildProcess, pid: pid_t, pipes: ChildPipes) {
    self.process = process
    self.pid = pid
    self.pipes = pipes
    open = [pipes.output.read, pipes.errors.read]
  }

  mutating func untilEnd() -> ChildProcess.Outcome {
    let givenUp = follow()
    kill(-pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    pipes.closeOwnEnds()
    return ChildProcess.Outcome(
      end: givenUp ?? Self.end(of: status), output: output, errors: errors, isTruncated: isTruncated)
  }

  /// Why it was given up, or nil where it ended by itself.
  private mutating func follow() -> ChildProcess.End? {
    var ended: Monotonic?
    var pause = 0.0005
    while true {
      let now = Monotonic.now
      if now >= process.deadline { return .timedOut }
      if let stall = process.stall, now.seconds(since: lastHeard) >= stall { return .stalled }
      if ended == nil && hasEnded() { ended = now }
      if let ended, open.isEmpty || now.seconds(since: ended) > Self.straggling { return nil }
      if open.isEmpty {
        // Both pipes are closed but the leader lives: its end is usually microseconds away.
        Monotonic.sleep(seconds: pause)
        pause = min(pause * 2, 0.02)
      } else {
        readWhatComes(within: 50)
      }
    }
  }

  private func hasEnded() -> Bool {
    var info = siginfo_t()
    guard waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
    return info.si_signo == SIGCHLD
  }

  private mutating func readWhatComes(within milliseconds: Int32) {
    var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return }
    for one in polled where one.revents != 0 { read(one.fd) }
  }

  private mutating func read(_ descriptor: Int32) {
    guard let bytes = Descriptor.readSome(descriptor, into: &buffer) else { return }
    if bytes.isEmpty {
      open.removeAll { $0 == descriptor }
      return
    }
    lastHeard = .now
    if descriptor == pipes.errors.read {
      process.onErrors?(bytes)
      errors += bytes
      if errors.count > 2 * Self.errorLimit { errors.removeFirst(errors.count - Self.errorLimit) }
    } else if output.count + bytes.count <= process.outputLimit {
      output += bytes
    } else {
      isTruncated = true
    }
  }

  /// The wait status, as the macros of `sys/wait.h` read it.
  private static func end(of status: Int32) -> ChildProcess.End {
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
  }
}
