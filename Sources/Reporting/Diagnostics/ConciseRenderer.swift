import Diagnostics

/// `file:line:column: severity[OSA012] message`, one finding a line.
enum ConciseRenderer {
  static func render(_ diagnostics: [Diagnostic]) -> String {
    var text = ""
    for diagnostic in diagnostics {
      if let location = diagnostic.location {
        text += "\(TerminalText.escaped(location.file.displayPath)):\(location.line):\(location.column): "
      }
      text += "\(diagnostic.severity.rawValue)[\(diagnostic.code.identifier)] "
      text += TerminalText.escaped(diagnostic.message) + "\n"
    }
    return text
  }
}
