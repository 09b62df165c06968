extension Specifier {
  /// The versions that it accepts; all for `===`, which compares texts.
  ///
  /// Source: PEP 440, "Version specifiers"; `packaging` 26.3: `<V` leaves out the pre-releases of V, `>V` its
  /// post-releases and local versions, where V itself is none.
  package var range: VersionRange {
    guard let version, `operator` != .arbitrary else { return .all }
    if isWildcard { return Self.wildcard(version, isEqual: `operator` == .equal) }
    switch `operator` {
    case .greaterOrEqual: return VersionRange([.init(VersionCut(.before, version), nil)])
    case .lessOrEqual: return VersionRange([.init(nil, VersionCut(.afterLocals, version))])
    case .greater: return VersionRange([.init(Self.above(version), nil)])
    case .less: return VersionRange([.init(nil, Self.below(version))])
    case .compatible:
      return VersionRange([.init(VersionCut(.before, version), Self.nextPrefix(version, dropping: 1))])
    case .equal: return VersionRange([.init(VersionCut(.before, version), Self.behind(version))])
    case .notEqual:
      return VersionRange([.init(nil, VersionCut(.before, version)), .init(Self.behind(version), nil)])
    case .arbitrary: return .all
    }
  }

  /// `==1.0` takes `1.0+local` too, `==1.0+local` nothing else.
  private static func behind(_ version: Version) -> VersionCut {
    VersionCut(version.local == nil ? .afterLocals : .after, version)
  }

  private static func above(_ version: Version) -> VersionCut {
    VersionCut(version.dev == nil && version.post == nil ? .afterPosts : .afterLocals, version).tightened
  }

  private static func below(_ version: Version) -> VersionCut {
    if version.isPrerelease { return VersionCut(.before, version) }
    var first = version
    first.dev = .zero
    return VersionCut(.before, first)
  }

  private static func wildcard(_ version: Version, isEqual: Bool) -> VersionRange {
    var first = version.base
    first.dev = .zero
    let lower = VersionCut(.before, first)
    let upper = nextPrefix(version, dropping: 0)
    return VersionRange(isEqual ? [.init(lower, upper)] : [.init(nil, lower), .init(upper, nil)])
  }

  /// Before everything of the next prefix: behind `1.2`, dropping none, `1.3.dev0`.
  private static func nextPrefix(_ version: Version, dropping count: Int) -> VersionCut? {
    var next = version.base
    next.release.removeLast(min(count, next.release.count - 1))
    guard let last = next.release.popLast() else { return nil }
    next.release.append(last.successor)
    next.dev = .zero
    return VersionCut(.before, next)
  }
}
