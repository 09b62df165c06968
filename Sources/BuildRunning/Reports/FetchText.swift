import Reporting

/// What `fetch` prints for people: a line per source, columns aligned.
package struct FetchText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  /// Without results nothing was tried.
  package func render(_ results: [FetchResult]?) -> String {
    guard let results else { return "nothing was fetched\n" }
    let rows = results.map { result in
      [
        result.request.name, result.status.rawValue,
        (result.commit ?? result.sha256).map { String($0.prefix(12)) } ?? "-",
        result.version?.text ?? "-",
      ].map(TerminalText.escaped)
    }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for (row, result) in zip(rows, results) {
      var cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      if result.failure != nil { cells[1] = style.severity(.error, cells[1]) }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      text += line + "\n"
    }
    return text + summary(results)
  }

  private func summary(_ results: [FetchResult]) -> String {
    let parts = FetchResult.Status.allCases.compactMap { status in
      let count = results.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    return (parts.isEmpty ? "nothing to fetch" : parts.joined(separator: ", ")) + "\n"
  }
}
