import PythonPackaging
import SourceCatalogue
import TextFiles

/// Where a value comes from and what it hides, one line each.
struct OriginText {
  let style: Style

  func render(_ origin: Origin) -> String {
    var text =
      "    \(place(origin.location))  \(TerminalText.escaped(origin.variable))  \(style.dim(origin.level.name))\n"
    if let template = origin.template {
      text += "    written as \(TerminalText.escaped(URLText.redacted(template)))\n"
    }
    for other in origin.shadowed {
      text += "    shadows \(place(other.location))  \(style.dim(other.level.name))  "
      text += TerminalText.escaped(URLText.redacted(other.text)) + "\n"
    }
    return text
  }

  private func place(_ location: Location) -> String {
    "\(TerminalText.escaped(location.file.displayPath)):\(location.line):\(location.column)"
  }
}
