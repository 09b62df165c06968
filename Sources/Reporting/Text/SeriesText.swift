import PythonPackaging
import SourceCatalogue

/// The series of a deployment, and what says so.
package struct SeriesText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  package func render(_ series: Located<String>) -> String {
    let value = TerminalText.escaped(URLText.redacted(series.value))
    return "\(style.accent("series")): \(value)\n" + OriginText(style: style).render(series.origin)
  }
}
