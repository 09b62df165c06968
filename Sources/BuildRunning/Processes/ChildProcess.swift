import Glibc

/// A program that is run to its end in a process group of its own, within a limit of wall-clock time.
package struct ChildProcess: Sendable {
  package enum End: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// The limit passed: the group was killed.
    case timedOut
    /// Nothing was heard of it for as long as `stall`: the group was killed.
    case stalled
    /// `errno` of the failure to start it.
    case couldNotStart(Int32)
  }

  package struct Outcome: Sendable {
    package let end: End
    /// The first bytes of standard output, at most `outputLimit`.
    package let output: [UInt8]
    /// The last bytes of standard error, at most 64 KiB.
    package let errors: [UInt8]
    /// Standard output was longer than the limit.
    package let isTruncated: Bool

    package var succeeded: Bool { end == .exited(0) && !isTruncated }
  }

  /// Path of the program.
  package var executable: String
  /// Without the program's own name.
  package var arguments: [String]
  /// The whole environment: nothing is inherited.
  package var environment: [String: String]
  package var folder = "/"
  /// At most 4 KiB, what a pipe takes without a reader.
  package var input: [UInt8] = []
  package var deadline: Monotonic
  /// Seconds without a byte on either output after which it is given up; nil for none.
  package var stall: Double?
  package var outputLimit = 32 << 20
  /// Sees standard error as it comes, for progress.
  package var onErrors: (@Sendable (ArraySlice<UInt8>) -> Void)?

  package init(_ executable: String, _ arguments: [String], environment: [String: String], deadline: Monotonic) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.deadline = deadline
  }

  package func run() -> Outcome {
    guard let pipes = ChildPipes(input: input) else { return failed(errno) }
    let (pid, failure) = ChildSpawn(self, pipes: pipes).start()
    pipes.closeChildEnds()
    guard failure == 0 else {
      pipes.closeOwnEnds()
      return failed(failure)
    }
    var watch = ChildWatch(self, pid: pid, pipes: pipes)
    return watch.untilEnd()
  }

  private func failed(_ code: Int32) -> Outcome {
    Outcome(end: .couldNotStart(code), output: [], errors: [], isTruncated: false)
  }
}

/// The three pipes of a child.
struct ChildPipes {
  let input: (read: Int32, write: Int32)
  let output: (read: Int32, write: Int32)
  let errors: (read: Int32, write: Int32)

  /// `errno` says why there are none.
  init?(input bytes: [UInt8]) {
    guard let input = Descriptor.pipe() else { return nil }
    guard let output = Descriptor.pipe() else {
      Self.close([input.read, input.write])
      return nil
    }
    guard let errors = Descriptor.pipe() else {
      Self.close([input.read, input.write, output.read, output.write])
      return nil
    }
    (self.input, self.output, self.errors) = (input, output, errors)
    // Written before anybody reads: a pipe holds it, and a child that is gone raises no SIGPIPE.
    _ = Descriptor.writeAll(Array(bytes.prefix(4096)), to: input.write)
    Self.close([input.write])
    for end in [output.read, errors.read] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  func closeChildEnds() { Self.close([input.read, output.write, errors.write]) }
  func closeOwnEnds() { Self.close([output.read, errors.read]) }

  private static func close(_ descriptors: [Int32]) { for one in descriptors { _ = Glibc.close(one) } }
}
