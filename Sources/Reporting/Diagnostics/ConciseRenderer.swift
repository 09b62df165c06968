import Diagnostics

/// `file:line:column: severity[OSA012] message`, one finding a line.
enum ConciseRenderer {
  static func render(_ diagnostics: [Diagnostic], in context: DiagnosticContext) -> String {
    var text = ""
    for diagnostic in diagnostics {
      if let location = diagnostic.location {
        text += "\(TerminalText.escaped(context.path(location.file))):\(location.line):\(location.column): "
      }
      text += "\(diagnostic.severity.rawValue)[\(diagnostic.code.identifier)] "
      text += TerminalText.escaped(diagnostic.message) + "\n"
    }
    return text
  }
}
