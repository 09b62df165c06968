/// Some cells of one axis as a comparison, or several.
enum AxisText {
  /// nil in the inner place for all cells: no condition; nil in the outer where no comparison says it.
  static func condition(_ axis: MarkerAxis, _ cells: Set<Int>) -> Marker.Expression?? {
    if cells.count == axis.cells.count { return .some(nil) }
    switch axis.key {
    case .flag(let text): return flag(text, holds: cells.contains(0))
    case .text(let variable): return texts(axis, variable, cells)
    case .python: return line(axis, cells, Line(.pythonVersion))
    case .version(let variable): return line(axis, cells, Line(variable))
    }
  }

  private static func flag(_ text: String, holds: Bool) -> Marker.Expression?? {
    guard let marker = try? Marker(parsing: text), case .comparison(let comparison) = marker.expression else {
      return nil
    }
    if holds { return .comparison(comparison) }
    return comparison.negated.map { .some(.comparison($0)) }
  }

  private static func texts(
    _ axis: MarkerAxis, _ variable: Marker.Variable, _ cells: Set<Int>
  ) -> Marker.Expression?? {
    let holdsOthers = cells.contains { axis.cells[$0] == .otherText }
    var parts: [Marker.Expression] = []
    for (index, cell) in axis.cells.enumerated() where cells.contains(index) != holdsOthers {
      guard case .text(let text) = cell else { continue }
      // A value with both kinds of quotes cannot be written.
      guard !(text.utf8.contains(0x22) && text.utf8.contains(0x27)) else { return nil }
      parts.append(comparison(variable, holdsOthers ? .notEqual : .equal, text))
    }
    return MarkerPrinter.joined(parts, holdsOthers ? .and : .or)
  }

  static func comparison(_ variable: Marker.Variable, _ op: Marker.Operator, _ text: String) -> Marker.Expression {
    .comparison(Marker.Comparison(left: .variable(variable), operator: op, right: .value(text)))
  }

  // MARK: Lines of releases

  /// The span of the cells without single releases inside it, or else run by run.
  private static func line(_ axis: MarkerAxis, _ cells: Set<Int>, _ line: Line) -> Marker.Expression?? {
    let inside = runs(axis, cells)
    guard let first = inside.first, let last = inside.last else { return nil }
    let gaps = zip(inside, inside.dropFirst()).map { Run(start: $0.end, end: $1.start) }
    let points = gaps.compactMap { line.point($0) }
    if points.count == gaps.count, !points.isEmpty {
      var parts = line.bounds(Run(start: first.start, end: last.end))
      parts += points.map { comparison($0.variable, .notEqual, $0.text) }
      return MarkerPrinter.joined(parts, .and)
    }
    return MarkerPrinter.joined(inside.map { line.text($0) }, .or)
  }

  struct Run {
    /// nil: from the very beginning.
    let start: ReleaseCut?
    /// nil: without end.
    let end: ReleaseCut?
  }

  private static func runs(_ axis: MarkerAxis, _ cells: Set<Int>) -> [Run] {
    var result: [Run] = []
    var start: Int?
    for index in 0...axis.cells.count {
      let isInside = cells.contains(index)
      if isInside, start == nil { start = index }
      guard !isInside, let first = start else { continue }
      start = nil
      result.append(Run(start: cut(axis, first), end: index < axis.cells.count ? cut(axis, index) : nil))
    }
    return result
  }

  private static func cut(_ axis: MarkerAxis, _ index: Int) -> ReleaseCut? {
    if case .from(let cut) = axis.cells[index] { cut } else { nil }
  }

  /// How runs of one variable are written; `python_version` as long as only minor releases are told apart.
  struct Line {
    let variable: Marker.Variable

    init(_ variable: Marker.Variable) {
      self.variable = variable
    }

    private var isPython: Bool { variable == .pythonVersion }

    /// A run of one release, as the text that `==` takes.
    func point(_ run: Run) -> (variable: Marker.Variable, text: String)? {
      guard let start = run.start, let end = run.end, !start.isBehind else { return nil }
      guard isPython else {
        return end.isBehind && end.release == start.release ? (variable, start.text(components: 1)) : nil
      }
      let (a, b) = (numbers(start), numbers(end))
      guard a[0] == b[0] else { return nil }
      if a[2] == 0, b[2] == 0, a[1] + 1 == b[1] { return (.pythonVersion, "\(a[0]).\(a[1])") }
      return a[1] == b[1] && a[2] + 1 == b[2] ? (.pythonFullVersion, start.text(components: 3)) : nil
    }

    private func numbers(_ cut: ReleaseCut) -> [UInt64] {
      (0..<3).map { $0 < cut.release.count ? min(cut.release[$0], .max - 1) : 0 }
    }

    func text(_ run: Run) -> Marker.Expression {
      if let point = point(run) { return comparison(point.variable, .equal, point.text) }
      return MarkerPrinter.joined(bounds(run), .and)
    }

    func bounds(_ run: Run) -> [Marker.Expression] {
      var parts: [Marker.Expression] = []
      if let start = run.start { parts.append(bound(start, start.isBehind ? .greater : .greaterOrEqual)) }
      if let end = run.end { parts.append(bound(end, end.isBehind ? .lessOrEqual : .less)) }
      return parts
    }

    private func bound(_ cut: ReleaseCut, _ op: Marker.Operator) -> Marker.Expression {
      guard isPython else { return comparison(variable, op, cut.text(components: 1)) }
      if numbers(cut)[2] == 0 { return comparison(.pythonVersion, op, cut.text(components: 2)) }
      return comparison(.pythonFullVersion, op, cut.text(components: 3))
    }
  }
}
