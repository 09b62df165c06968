import Diagnostics
import PythonPackaging
import TextFiles

/// A finding for people: message, place, the line with a caret, related places, hint.
struct FullRenderer {
  private let context: DiagnosticContext
  private let style: Style

  init(_ context: DiagnosticContext) {
    self.context = context
    style = Style(isOn: context.useColour)
  }

  func render(_ diagnostics: [Diagnostic]) -> String {
    var text = ""
    for diagnostic in diagnostics { text += render(diagnostic) + "\n" }
    return diagnostics.isEmpty ? "" : text + SummaryRenderer.line(diagnostics) + "\n"
  }

  private func render(_ diagnostic: Diagnostic) -> String {
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.identifier)]"
    var text = style.severity(diagnostic.severity, head) + ": " + style.bold(TerminalText.escaped(diagnostic.message))
    text += "\n"
    if let location = diagnostic.location {
      text += place(location, arrow: "-->") + snippet(location, severity: diagnostic.severity)
    }
    for related in diagnostic.related {
      text += place(related.location, arrow: ":::") + "      " + style.dim(TerminalText.escaped(related.message)) + "\n"
    }
    if let hint = diagnostic.hint { text += "  " + style.accent("help") + ": " + TerminalText.escaped(hint) + "\n" }
    return text
  }

  private func place(_ location: Location, arrow: String) -> String {
    let path = TerminalText.escaped(context.path(location.file))
    return "  \(style.dim(arrow)) \(path):\(location.line):\(location.column)\n"
  }

  /// Lines longer than this are cut around the caret.
  private static let widest = 120

  private func snippet(_ location: Location, severity: Severity) -> String {
    guard let text = context.files[location.file]?.line(Int(location.line)) else { return "" }
    // Before it is cut: a piece of a secret is one too.
    let line = URLText.masked(String(text))
    let column = max(0, Int(location.column) - 1)
    let start = max(0, column - Self.widest / 2)
    let scalars = line.unicodeScalars.dropFirst(start).prefix(Self.widest)
    var shown = ""
    shown.unicodeScalars.append(contentsOf: scalars.map { $0 == "\t" ? " " : $0 })
    let before = String(String.UnicodeScalarView(scalars.prefix(column - start).map { $0 == "\t" ? " " : $0 }))
    let number = String(location.line)
    let margin = String(repeating: " ", count: number.count)
    let caret = String(repeating: " ", count: TerminalText.escaped(before).count)
    return """
       \(margin) \(style.dim("|"))
       \(style.dim(number)) \(style.dim("|")) \(TerminalText.escaped(shown))
       \(margin) \(style.dim("|")) \(caret)\(style.severity(severity, "^"))

      """
  }
}
