/// Versions between cuts: what specifiers accept, whatever they say of pre-releases.
package struct VersionRange: Sendable {
  package struct Interval: Sendable {
    /// nil is without bound.
    package let lower: VersionCut?
    package let upper: VersionCut?

    init(_ lower: VersionCut?, _ upper: VersionCut?) {
      self.lower = lower
      self.upper = upper
    }

    /// Whether no version lies between.
    var isEmpty: Bool {
      guard let upper else { return false }
      return (lower?.tightened ?? .floor) >= upper
    }

    func contains(_ version: Version) -> Bool {
      let cut = VersionCut(.before, version)
      return (lower.map { $0 <= cut } ?? true) && (upper.map { cut < $0 } ?? true)
    }
  }

  /// In order, none empty, none overlapping.
  package let intervals: [Interval]

  init(_ intervals: [Interval]) {
    self.intervals = intervals.filter { !$0.isEmpty }
  }

  static let all = VersionRange([Interval(nil, nil)])

  package var isEmpty: Bool { intervals.isEmpty }

  /// Whether every version is in it.
  var isAll: Bool { intervals.count == 1 && intervals[0].upper == nil && (intervals[0].lower ?? .floor) <= .floor }

  package func contains(_ version: Version) -> Bool { intervals.contains { $0.contains(version) } }

  package func intersection(_ other: VersionRange) -> VersionRange {
    var found: [Interval] = []
    var left = 0
    var right = 0
    while left < intervals.count, right < other.intervals.count {
      let a = intervals[left]
      let b = other.intervals[right]
      found.append(Interval(Self.later(a.lower, b.lower), Self.earlier(a.upper, b.upper)))
      if Self.ends(a, before: b) { left += 1 } else { right += 1 }
    }
    return VersionRange(found)
  }

  package var complement: VersionRange {
    var found: [Interval] = []
    var lower: VersionCut?
    var isOpen = true
    for interval in intervals {
      if let end = interval.lower { found.append(Interval(lower, end)) }
      lower = interval.upper
      isOpen = interval.upper != nil
    }
    if isOpen { found.append(Interval(lower, nil)) }
    return VersionRange(found)
  }

  private static func later(_ a: VersionCut?, _ b: VersionCut?) -> VersionCut? {
    guard let a, let b else { return a ?? b }
    return max(a, b)
  }

  private static func earlier(_ a: VersionCut?, _ b: VersionCut?) -> VersionCut? {
    guard let a, let b else { return a ?? b }
    return min(a, b)
  }

  private static func ends(_ a: Interval, before b: Interval) -> Bool {
    guard let end = a.upper else { return false }
    return b.upper.map { end < $0 } ?? true
  }

  /// Whether nothing but pre-releases lies in it.
  var holdsOnlyPrereleases: Bool {
    intervals.allSatisfy { interval in
      guard let upper = interval.upper else { return false }
      return VersionCut(.before, Self.firstRelease(interval.lower)) >= upper
    }
  }

  /// The first version behind a cut that is no pre-release.
  private static func firstRelease(_ cut: VersionCut?) -> Version {
    guard let cut else { return Version(release: [.zero]) }
    var next = cut.version
    if next.isPrerelease {
      // A pre-release ends in its release; a development release of a post-release in that.
      if next.pre != nil { next.post = nil }
      next.pre = nil
      next.dev = nil
      next.local = nil
      return next
    }
    if cut.side == .afterLocals || cut.side == .afterPosts {
      next.post = next.post.map(\.successor) ?? .zero
      next.local = nil
    }
    return next
  }
}
