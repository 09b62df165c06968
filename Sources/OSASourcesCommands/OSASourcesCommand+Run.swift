import ArgumentParser
import Glibc

extension OSASourcesCommand {
  /// Runs with the process's arguments. Whatever keeps a command from running ends with status 2.
  public static func runAndExit() -> Never {
    do {
      var command = try parseAsRoot()
      try command.run()
      Glibc.exit(0)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch let failure as Failure {
      Output.write("error: \(failure.description)\n", to: STDERR_FILENO)
      Glibc.exit(2)
    } catch {
      let isHelp = exitCode(for: error) == .success
      Output.write(fullMessage(for: error) + "\n", to: isHelp ? STDOUT_FILENO : STDERR_FILENO)
      Glibc.exit(isHelp ? 0 : 2)
    }
  }
}
