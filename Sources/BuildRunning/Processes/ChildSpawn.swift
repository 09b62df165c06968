import CGNU
import Glibc

/// Starts one child: new process group, signals at their defaults, only the three pipes inherited.
struct ChildSpawn {
  private let process: ChildProcess
  private let pipes: ChildPipes

  init(_ process: ChildProcess, pipes: ChildPipes) {
    self.process = process
    self.pipes = pipes
  }

  /// The child's id, and 0 or the `errno` that kept it from starting.
  func start() -> (pid: pid_t, failure: Int32) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, pipes.input.read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.output.write, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.errors.write, STDERR_FILENO)
    posix_spawn_file_actions_addchdir_np(&actions, process.folder)
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = process.environment.map { "\($0.key)=\($0.value)" }.sorted()
    return CStrings.with([process.executable] + process.arguments) { arguments in
      CStrings.with(variables) { environment in
        var pid: pid_t = -1
        let failure = posix_spawn(&pid, process.executable, &actions, &attributes, arguments, environment)
        return (pid, failure)
      }
    }
  }
}

/// Strings as the null-terminated array that exec takes.
enum CStrings {
  static func with<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: copies.count + 1)
    defer { array.deallocate() }
    for (index, copy) in copies.enumerated() { (array + index).initialize(to: copy) }
    (array + copies.count).initialize(to: nil)
    return body(array)
  }
}
