import ArgumentParser
import Diagnostics
import Glibc
import OSASources
import Reporting
import SourceCatalogue
import TextFiles

/// Where bytes go, and what the terminal can show.
enum Output {
  /// Writes all bytes; a closed pipe ends the output quietly, as of any filter. Whatever else keeps the bytes from
  /// arriving, a full disk for one, ends the program with status 2: half a document must not pass for a whole one.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return failed(errno, descriptor) }
      offset += written
    }
  }

  private static func failed(_ code: Int32, _ descriptor: Int32) {
    guard code != EPIPE, descriptor != STDERR_FILENO else { return }
    write("error: the output cannot be written: \(String(cString: strerror(code)))\n", to: STDERR_FILENO)
    Glibc.exit(2)
  }

  /// Makes or replaces a file.
  static func write(_ bytes: [UInt8], toFile path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure("`\(TerminalText.escaped(path))` cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    write(bytes, to: descriptor)
  }

  static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) { write(Array(text.utf8), to: descriptor) }

  /// Colour only on a terminal, and not where NO_COLOR is set (no-color.org).
  static func style(of descriptor: Int32) -> Style { Style(isOn: usesColour(descriptor)) }

  static func usesColour(_ descriptor: Int32) -> Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return isatty(descriptor) == 1
  }

  /// Prints findings in the chosen format and ends with status 1 if one of them is an error.
  static func finish(_ catalogue: Catalogue, _ options: DiagnosticOptions, to descriptor: Int32) throws {
    try finish(catalogue.diagnostics, files: catalogue.files, options, to: descriptor)
  }

  /// The same for findings of any origin; `least` is the level that makes the status 1.
  static func finish(
    _ diagnostics: [Diagnostic], files: [TextFile], _ options: DiagnosticOptions, to descriptor: Int32,
    failingFrom least: Severity = .error
  ) throws {
    let context = DiagnosticContext(
      files: files, useColour: usesColour(descriptor), version: OSASources.version,
      workingDirectory: FileReading.absolutePath("."))
    write(options.format(for: descriptor).render(diagnostics, in: context), to: descriptor)
    if diagnostics.contains(where: { $0.severity >= least }) { throw ExitCode(1) }
  }
}

extension DiagnosticFormat: ExpressibleByArgument {}

/// In which format findings are printed.
struct DiagnosticOptions: ParsableArguments {
  @Option(help: "Format of diagnostics: \(DiagnosticFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var diagnostics: DiagnosticFormat?

  /// Full on a terminal and in files; annotations where a GitHub workflow runs.
  func format(for descriptor: Int32) -> DiagnosticFormat {
    if let diagnostics { return diagnostics }
    if let actions = getenv("GITHUB_ACTIONS"), String(cString: actions) == "true" { return .github }
    return .full
  }
}

/// In which format data is printed.
enum DataFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
