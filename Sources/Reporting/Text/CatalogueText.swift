import PythonPackaging
import SourceCatalogue

/// The catalogue as a table for people.
package struct CatalogueText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  package func render(_ catalogue: Catalogue) -> String {
    let rows = catalogue.sourceNames.compactMap { catalogue.sources[$0] }.map(Self.cells)
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for row in rows {
      for (column, width) in widths.enumerated() {
        let cell = row[column]
        text += (column == 0 ? style.bold(cell) : cell) + String(repeating: " ", count: width - cell.count + 2)
      }
      text += row[3] + "\n"
    }
    return text + "\(catalogue.sources.count) sources, \(catalogue.venvs.count) venvs\n"
  }

  /// Name, reference, repository (or archive or folder), place of the reference.
  private static func cells(_ source: Source) -> [String] {
    let reference = source.reference.map { "\($0.value.kind.rawValue) \($0.value.value)" } ?? "-"
    let address = source.repository ?? source.archives.first?.url ?? source.path
    let place = source.reference?.origin.location ?? address?.origin.location
    return [
      source.name, reference, address?.value ?? "-",
      place.map { "\($0.file.displayPath):\($0.line)" } ?? "",
    ].map { TerminalText.escaped(URLText.redacted($0)) }
  }
}
