extension MarkerAxis {
  /// The axes that comparisons ask about, in the order of a diagram.
  static func axes(of atoms: [MarkerAtom]) -> [MarkerAxis] {
    var byKey: [Key: [MarkerAtom]] = [:]
    for atom in atoms {
      if case .constant = atom.question { continue }
      byKey[atom.key, default: []].append(atom)
    }
    return byKey.keys.sorted(by: Key.precedes).map { key in
      MarkerAxis(key: key, cells: cells(of: key, byKey[key] ?? []))
    }
  }

  private static func cells(of key: Key, _ atoms: [MarkerAtom]) -> [Cell] {
    switch key {
    case .flag: return [.flag(true), .flag(false)]
    case .text:
      let values = Set(atoms.compactMap(\.comparison.value))
      return values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(Cell.text) + [.otherText]
    case .python, .version:
      var cuts: Set<ReleaseCut> = [ReleaseCut(release: [0])]
      for atom in atoms {
        for release in atom.releases { cuts.formUnion(key == .python ? steps(release) : places(release)) }
      }
      return merged([.beforeAll] + cuts.sorted().map(Cell.from), atoms)
    }
  }

  /// Neighbours that no comparison tells apart are one cell.
  private static func merged(_ cells: [Cell], _ atoms: [MarkerAtom]) -> [Cell] {
    var result: [Cell] = []
    var previous: [Bool]?
    for cell in cells {
      let column = atoms.map { $0.holds(in: cell) }
      if column != previous { result.append(cell) }
      previous = column
    }
    return result
  }

  /// Where `X.Y` or `X.Y.Z` may turn against a release: at each of its prefixes, and at the number behind.
  private static func steps(_ release: [UInt64]) -> [ReleaseCut] {
    (1...3).flatMap { length -> [ReleaseCut] in
      let prefix = release.prefix(length)
      return [
        ReleaseCut(release: Array(prefix)), ReleaseCut(release: ReleaseCut.successor(of: padded(prefix, length))),
      ]
    }
  }

  private static func padded(_ release: ArraySlice<UInt64>, _ length: Int) -> ArraySlice<UInt64> {
    release + Array(repeating: 0, count: max(0, length - release.count))
  }

  /// The same where releases may have any number of components.
  private static func places(_ release: [UInt64]) -> [ReleaseCut] {
    var cuts = [ReleaseCut(release: release), ReleaseCut(release: release, isBehind: true)]
    for length in 1...max(1, release.count) {
      let prefix = release.prefix(length)
      cuts.append(ReleaseCut(release: Array(prefix)))
      cuts.append(ReleaseCut(release: ReleaseCut.successor(of: prefix)))
    }
    return cuts
  }
}

extension MarkerAtom {
  /// Components beyond are not told apart: no interpreter has them.
  private static let componentLimit = 16

  /// The releases that the value names.
  var releases: [[UInt64]] {
    guard let value = comparison.value else { return [] }
    switch question {
    case .oneOf(let words, _): return words.compactMap { Self.release($0) }
    case .evaluated where comparison.operator == .isIn || comparison.operator == .isNotIn:
      return Self.numberPairs(in: value)
    case .evaluated: return [Self.release(value)].compactMap { $0 }
    case .flag, .constant: return []
    }
  }

  private static func release(_ text: String) -> [UInt64]? {
    let stem = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
    guard let version = Version(stem) else { return nil }
    return version.release.prefix(componentLimit).map(\.small)
  }

  /// Every `X.Y` inside a text: what a `python_version` inside it could be.
  private static func numberPairs(in text: String) -> [[UInt64]] {
    let bytes = Array(text.utf8.prefix(256))
    var found: [[UInt64]] = []
    for (dot, byte) in bytes.enumerated() where byte == 0x2E {
      let before = bytes[..<dot].reversed().prefix { Scanner.isDigit($0) }.prefix(6).count
      let behind = bytes[(dot + 1)...].prefix { Scanner.isDigit($0) }.prefix(6).count
      guard before > 0, behind > 0 else { continue }
      for start in 1...before {
        for end in 1...behind {
          let pair = [bytes[(dot - start)..<dot], bytes[(dot + 1)..<(dot + 1 + end)]]
          found.append(pair.compactMap { UInt64(String(decoding: $0, as: UTF8.self)) })
        }
      }
    }
    return found
  }

  /// Whether the comparison holds in a cell of its axis.
  func holds(in cell: MarkerAxis.Cell) -> Bool {
    switch question {
    case .constant(let holds): return holds
    case .flag(let isNegated): return cell == .flag(!isNegated)
    case .oneOf(let words, let isNegated):
      let isMember = words.contains { word in
        guard let variable = comparison.variable else { return false }
        let member = Marker.Comparison(left: .variable(variable), operator: .equal, right: .value(word))
        return Self.evaluate(member, in: cell)
      }
      return isMember != isNegated
    case .evaluated: return Self.evaluate(comparison, in: cell)
    }
  }

  private static func evaluate(_ comparison: Marker.Comparison, in cell: MarkerAxis.Cell) -> Bool {
    guard let variable = comparison.variable else { return false }
    var environment = MarkerEnvironment([:])
    switch cell {
    case .beforeAll: return comparison.holdsBeforeAll
    case .flag: return false
    case .text(let text): environment.values[variable] = text
    // Longer than the value, so that it is another text.
    case .otherText: environment.values[variable] = (comparison.value ?? "") + "\u{1}"
    case .from(let cut):
      switch variable {
      case .pythonVersion:
        environment.values[variable] = ReleaseCut(release: Array(cut.release.prefix(2))).text(components: 2)
      case .pythonFullVersion: environment.values[variable] = cut.text(components: 3)
      default: environment.values[variable] = cut.representative
      }
    }
    return (try? comparison.evaluate(in: environment)) ?? false
  }
}

extension ReleaseCut {
  /// A release of the cell that starts here.
  fileprivate var representative: String {
    // Right behind a release, and before every other that has been named.
    let numbers = isBehind ? release + Array(repeating: 0, count: 16) + [1] : release
    return numbers.map { String($0) }.joined(separator: ".")
  }
}

extension Marker.Comparison {
  /// Whether a version that comes before all releases compares so.
  fileprivate var holdsBeforeAll: Bool {
    let isVariableLeft = if case .variable = left { true } else { false }
    if isTextual, `operator` != .notEqual, `operator` != .isNotIn { return false }
    return switch `operator` {
    case .notEqual, .isNotIn: true
    case .less, .lessOrEqual: isVariableLeft
    case .greater, .greaterOrEqual: !isVariableLeft
    case .equal, .compatible, .arbitrary, .isIn: false
    }
  }
}
