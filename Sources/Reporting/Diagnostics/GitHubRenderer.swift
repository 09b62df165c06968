import Diagnostics

/// Workflow commands of GitHub Actions: `::error file=F,line=L,col=C,title=T::message`.
enum GitHubRenderer {
  static func render(_ diagnostics: [Diagnostic], in context: DiagnosticContext) -> String {
    var text = ""
    for diagnostic in diagnostics {
      var properties: [String] = []
      if let location = diagnostic.location {
        properties.append("file=\(property(context.path(location.file)))")
        properties.append("line=\(location.line)")
        properties.append("col=\(location.column)")
      }
      properties.append("title=\(property("\(diagnostic.code.identifier) \(diagnostic.code.name)"))")
      let message = diagnostic.message + (diagnostic.hint.map { " (\($0))" } ?? "")
      text += "::\(command(diagnostic.severity)) \(properties.joined(separator: ","))::\(data(message))\n"
    }
    return text
  }

  private static func command(_ severity: Severity) -> String {
    severity == .note ? "notice" : severity.rawValue
  }

  /// The escapes of actions/toolkit `command.ts`.
  private static func data(_ text: String) -> String { escaped(text, [(0x25, "%25"), (0x0D, "%0D"), (0x0A, "%0A")]) }

  private static func property(_ text: String) -> String {
    escaped(text, [(0x25, "%25"), (0x0D, "%0D"), (0x0A, "%0A"), (0x3A, "%3A"), (0x2C, "%2C")])
  }

  private static func escaped(_ text: String, _ table: [(UInt8, String)]) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if let entry = table.first(where: { $0.0 == byte }) { bytes += Array(entry.1.utf8) } else { bytes.append(byte) }
    }
    return TerminalText.escaped(String(decoding: bytes, as: UTF8.self))
  }
}
