import Diagnostics
import PythonPackaging

/// One name's lines merged: what speaks, and where.
struct NameMerge {
  private(set) var constraints: [EffectiveConstraint] = []
  private(set) var inapplicable = 0
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter space: of the markers of all names; nil where there are too many, and each name gets its own.
  init(
    _ name: NameLines, layers: [ConstraintLayer], environment: MarkerEnvironment?, space: inout MergeSpace?
  ) {
    if let environment {
      select(name, layers, environment)
    } else if name.entries.allSatisfy({ $0.line.marker == nil }) {
      first(of: name.entries, layers)
    } else {
      mergeMarked(name, layers, &space)
    }
  }

  // MARK: One environment, or no markers

  private mutating func select(_ name: NameLines, _ layers: [ConstraintLayer], _ environment: MarkerEnvironment) {
    let applicable = name.entries.filter { entry in
      // A marker without a truth value never got into a layer, so that a fault can only be a variable not given.
      guard let marker = entry.line.marker else { return true }
      return (try? marker.evaluate(in: environment)) ?? false
    }
    inapplicable += name.entries.count - applicable.count
    first(of: applicable, layers)
  }

  /// The first line speaks; the other layers' are shadowed.
  private mutating func first(of entries: [NameLines.Entry], _ layers: [ConstraintLayer]) {
    guard let winner = entries.first else { return }
    var shadowed: [EffectiveConstraint.Shadowed] = []
    for entry in entries.dropFirst() where entry.layer != winner.layer {
      shadowed.append(.init(line: entry.line, layer: entry.layer, isWhole: true))
    }
    constraints.append(EffectiveConstraint(line: winner.line, layer: winner.layer, marker: nil, shadowed: shadowed))
    var start = 0
    while start < entries.count {
      let layer = entries[start].layer
      let end = entries[start...].firstIndex { $0.layer != layer } ?? entries.count
      if end - start > 1 { report(entries[start..<end].map(\.line), layers[layer].name) }
      start = end
    }
  }

  /// Lines of one layer that speak for the same environment.
  private mutating func report(_ lines: [ConstraintLine], _ layer: String) {
    guard let first = lines.first else { return }
    for line in lines.dropFirst() { diagnostics.append(.doubleConstraint(line, after: first, in: layer)) }
  }

  // MARK: Every environment

  private struct Part {
    let entry: NameLines.Entry
    /// Where the line's own marker holds.
    let stated: MarkerSpace.Node
    /// Where the line speaks in the merged set.
    let spoken: MarkerSpace.Node
  }

  private mutating func mergeMarked(_ name: NameLines, _ layers: [ConstraintLayer], _ shared: inout MergeSpace?) {
    if shared != nil {
      // Taken out and put back, so that there is one owner and nothing is copied.
      guard var space = shared.take() else { return }
      merge(name, layers, &space)
      shared = space
    } else if var own = MergeSpace(name.entries.compactMap(\.line.marker)) {
      merge(name, layers, &own)
    } else {
      diagnostics.append(.tooManyMarkers(name.canonicalName, at: name.entries.first?.line.location))
    }
  }

  private mutating func merge(_ name: NameLines, _ layers: [ConstraintLayer], _ space: inout MergeSpace) {
    let parts = speak(name.entries, layers, &space)
    for part in parts where !space.isNever(part.spoken) {
      guard let marker = Self.marker(part, &space) else {
        diagnostics.append(.unsayableMarker(part.entry.line))
        continue
      }
      constraints.append(
        EffectiveConstraint(
          line: part.entry.line, layer: part.entry.layer, marker: marker.text,
          shadowed: Self.shadowed(by: part, parts, &space)))
    }
  }

  /// Goes down the layers: a line speaks where neither a higher layer nor an earlier line of its own does.
  private mutating func speak(
    _ entries: [NameLines.Entry], _ layers: [ConstraintLayer], _ space: inout MergeSpace
  ) -> [Part] {
    var parts: [Part] = []
    var silent = MarkerSpace.never
    var index = 0
    while index < entries.count {
      let layer = entries[index].layer
      let start = parts.count
      var said = MarkerSpace.never
      while index < entries.count, entries[index].layer == layer {
        let entry = entries[index]
        let stated = space.node(entry.line.marker)
        if space.isNever(stated) { inapplicable += 1 }
        for earlier in parts[start...] {
          let both = space.and(earlier.stated, stated)
          guard !space.isNever(both) else { continue }
          diagnostics.append(.doubleConstraint(entry.line, after: earlier.entry.line, in: layers[layer].name))
          break
        }
        let spoken = space.subtract(space.or(silent, said), from: stated)
        parts.append(Part(entry: entry, stated: stated, spoken: spoken))
        said = space.or(said, stated)
        index += 1
      }
      silent = space.or(silent, said)
    }
    return parts
  }

  /// The written marker where nothing of it is lost, none where the line speaks everywhere; nil where it cannot be said.
  private static func marker(_ part: Part, _ space: inout MergeSpace) -> (text: Marker?, Void)? {
    if space.isEqual(part.spoken, MarkerSpace.always) { return (nil, ()) }
    if let marker = part.entry.line.marker, space.isEqual(part.spoken, part.stated) {
      // uv takes blanks between the versions of a list alone, and refuses the line otherwise.
      guard marker.listsWithCommas, case .marker(let plain) = space.simplified(part.spoken) else { return (marker, ()) }
      return (plain, ())
    }
    guard case .marker(let marker) = space.simplified(part.spoken) else { return nil }
    return (marker, ())
  }

  private static func shadowed(
    by part: Part, _ parts: [Part], _ space: inout MergeSpace
  ) -> [EffectiveConstraint.Shadowed] {
    var found: [EffectiveConstraint.Shadowed] = []
    for other in parts where other.entry.layer > part.entry.layer {
      let both = space.and(part.spoken, other.stated)
      guard !space.isNever(both) else { continue }
      let isWhole = space.isNever(other.spoken)
      found.append(.init(line: other.entry.line, layer: other.entry.layer, isWhole: isWhole))
    }
    return found
  }
}

extension Marker {
  /// Whether versions of Python are listed as in `python_version not in "3.10,3.11"`.
  fileprivate var listsWithCommas: Bool { Self.listsWithCommas(expression) }

  private static func listsWithCommas(_ expression: Expression) -> Bool {
    switch expression {
    case .comparison(let comparison):
      guard comparison.operator == .isIn || comparison.operator == .isNotIn else { return false }
      guard case (.variable(.pythonVersion), .value(let list)) = (comparison.left, comparison.right) else {
        return false
      }
      return list.utf8.contains(0x2C)
    case .list(let elements, _): return elements.contains(where: listsWithCommas)
    }
  }
}
