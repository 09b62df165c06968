extension Version: Comparable {
  package static func == (a: Version, b: Version) -> Bool { a.compare(b) == 0 }
  package static func < (a: Version, b: Version) -> Bool { a.compare(b) < 0 }

  /// -1, 0 or 1. PEP 440: a development release comes before its pre-releases, a release before its post-releases,
  /// a version before the same with a local part.
  package func compare(_ other: Version) -> Int {
    if isReleaseAlone && other.isReleaseAlone { return Self.compare(release, other.release) }
    let order = compareBeforePost(other)
    if order != 0 { return order }
    let behind = comparePostAndDev(other)
    return behind != 0 ? behind : compareLocal(other)
  }

  /// Epoch, release and pre-release.
  func compareBeforePost(_ other: Version) -> Int {
    if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
    let order = Self.compare(release, other.release)
    return order != 0 ? order : Self.compare(preRank, other.preRank)
  }

  func comparePostAndDev(_ other: Version) -> Int {
    let order = Self.compare(post, other.post)
    return order != 0 ? order : Self.compareDev(dev, other.dev)
  }

  func compareLocal(_ other: Version) -> Int { Self.compare(local, other.local) }

  /// Missing components are zero.
  private static func compare(_ a: [VersionNumber], _ b: [VersionNumber]) -> Int {
    for index in 0..<max(a.count, b.count) {
      let left = index < a.count ? a[index] : .zero
      let right = index < b.count ? b[index] : .zero
      if left != right { return left < right ? -1 : 1 }
    }
    return 0
  }

  /// Where the pre-release puts a version: `1.0.dev1` before `1.0a1`, `1.0` behind them.
  private var preRank: (rank: Int, number: VersionNumber) {
    if let pre { return (Int(pre.kind.rawValue), pre.number) }
    return post == nil && dev != nil ? (-1, .zero) : (3, .zero)
  }

  private static func compare(_ a: (rank: Int, number: VersionNumber), _ b: (rank: Int, number: VersionNumber)) -> Int {
    if a.rank != b.rank { return a.rank < b.rank ? -1 : 1 }
    return a.number == b.number ? 0 : a.number < b.number ? -1 : 1
  }

  /// None comes first.
  private static func compare(_ a: VersionNumber?, _ b: VersionNumber?) -> Int {
    switch (a, b) {
    case (nil, nil): 0
    case (nil, .some): -1
    case (.some, nil): 1
    case (.some(let left), .some(let right)): left == right ? 0 : left < right ? -1 : 1
    }
  }

  /// None comes last.
  private static func compareDev(_ a: VersionNumber?, _ b: VersionNumber?) -> Int {
    a == nil || b == nil ? -compare(a, b) : compare(a, b)
  }

  private static func compare(_ a: [LocalPart]?, _ b: [LocalPart]?) -> Int {
    guard let a, let b else { return a == nil ? (b == nil ? 0 : -1) : 1 }
    for (left, right) in zip(a, b) {
      switch (left, right) {
      case (.number(let left), .number(let right)): if left != right { return left < right ? -1 : 1 }
      case (.number, .text): return 1
      case (.text, .number): return -1
      case (.text(let left), .text(let right)):
        if left != right { return left.lexicographicallyPrecedes(right) ? -1 : 1 }
      }
    }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }
}

extension Version: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(epoch)
    for number in significantRelease { hasher.combine(number) }
    hasher.combine(pre)
    hasher.combine(post)
    hasher.combine(dev)
    hasher.combine(local)
  }
}
