/// One independent question that markers ask, with its answers cut into finitely many cells: within a cell no comparison
/// of the space changes its truth value.
///
/// - `python`: `python_version` and `python_full_version`, one line of releases `X.Y.Z`.
/// - `version`: another variable whose values are versions.
/// - `text`: a variable that is compared with whole texts.
/// - `flag`: a comparison that holds or not by itself: an extra, a search inside a text, one without a truth value.
struct MarkerAxis: Sendable {
  enum Key: Hashable, Sendable {
    case python
    case version(Marker.Variable)
    case text(Marker.Variable)
    case flag(String)

    /// The order of the axes in a diagram and of the parts of a printed marker.
    var rank: (Int, String) {
      switch self {
      case .python: (0, "")
      case .version(let variable): (1, variable.rawValue)
      case .text(let variable): (2, variable.rawValue)
      case .flag(let text): (3, text)
      }
    }

    static func precedes(_ a: Key, _ b: Key) -> Bool {
      let (left, right) = (a.rank, b.rank)
      return left.0 != right.0 ? left.0 < right.0 : left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
    }
  }

  enum Cell: Hashable, Sendable {
    /// What lies before every release: `python_version < "0"` is nobody's interpreter, yet no contradiction.
    case beforeAll
    /// From a cut of the line to the next.
    case from(ReleaseCut)
    /// One of the texts that are compared with.
    case text(String)
    /// Every other text.
    case otherText
    case flag(Bool)
  }

  let key: Key
  /// At least one; of a line in its order.
  let cells: [Cell]
}

/// A place on the line of releases: before a release, or right behind it.
struct ReleaseCut: Hashable, Sendable, Comparable {
  let release: [UInt64]
  var isBehind = false

  static func < (a: ReleaseCut, b: ReleaseCut) -> Bool {
    for index in 0..<max(a.release.count, b.release.count) {
      let left = index < a.release.count ? a.release[index] : 0
      let right = index < b.release.count ? b.release[index] : 0
      if left != right { return left < right }
    }
    return !a.isBehind && b.isBehind
  }

  static func == (a: ReleaseCut, b: ReleaseCut) -> Bool { !(a < b) && !(b < a) }

  func hash(into hasher: inout Hasher) {
    let significant = release.lastIndex { $0 != 0 } ?? 0
    hasher.combine(Array(release.prefix(significant + 1)))
    hasher.combine(isBehind)
  }

  /// `3.9`, without trailing zeros beyond `components`.
  func text(components: Int) -> String {
    var numbers = release
    while numbers.count > components, numbers.last == 0 { numbers.removeLast() }
    while numbers.count < components { numbers.append(0) }
    return numbers.map { String($0) }.joined(separator: ".")
  }

  /// The next number at a place, what stands behind it left out.
  static func successor(of release: ArraySlice<UInt64>) -> [UInt64] {
    guard let last = release.last else { return [1] }
    let (next, overflow) = last.addingReportingOverflow(1)
    return Array(release.dropLast()) + [overflow ? last : next]
  }
}
