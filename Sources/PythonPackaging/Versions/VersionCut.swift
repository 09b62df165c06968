/// A point between versions in the order of PEP 440. For a version V:
///
///     before V < V < after V < V+local < afterLocals V < V.post0.dev0 ... < afterPosts V < the next release
package struct VersionCut: Sendable {
  package enum Side: Sendable {
    case before
    /// Behind the version itself, local versions of it excluded.
    case after
    /// Behind the version and all its local versions.
    case afterLocals
    /// Behind the version and all its post-releases: for one that is no post- or development release itself.
    case afterPosts
  }

  package let version: Version
  package let side: Side

  init(_ side: Side, _ version: Version) {
    self.version = version
    self.side = side
  }

  /// Nothing comes before `0.dev0`.
  static let floor: VersionCut = {
    var version = Version(release: [.zero])
    version.dev = .zero
    return VersionCut(.before, version)
  }()

  /// The first version behind the cut where there is one, as a cut before it: `afterLocals 1.0` is `before
  /// 1.0.post0.dev0`. Local versions have no first.
  var tightened: VersionCut {
    var next = version
    next.local = nil
    switch side {
    case .before, .after: return self
    case .afterLocals:
      if let dev = version.dev {
        next.dev = dev.successor
      } else {
        next.post = version.post.map(\.successor) ?? .zero
        next.dev = .zero
      }
    case .afterPosts:
      guard let pre = version.pre else { return self }
      next.pre = Version.Pre(kind: pre.kind, number: pre.number.successor)
      next.post = nil
      next.dev = .zero
    }
    return VersionCut(.before, next)
  }
}

extension VersionCut: Comparable {
  package static func == (a: Self, b: Self) -> Bool { a.compare(b) == 0 }
  package static func < (a: Self, b: Self) -> Bool { a.compare(b) < 0 }

  private func compare(_ other: Self) -> Int {
    let order = version.compareBeforePost(other.version)
    if order != 0 { return order }
    if (side == .afterPosts) != (other.side == .afterPosts) { return side == .afterPosts ? 1 : -1 }
    if side == .afterPosts { return 0 }
    let behind = version.comparePostAndDev(other.version)
    if behind != 0 { return behind }
    if (side == .afterLocals) != (other.side == .afterLocals) { return side == .afterLocals ? 1 : -1 }
    if side == .afterLocals { return 0 }
    let local = version.compareLocal(other.version)
    if local != 0 { return local }
    return side == other.side ? 0 : side == .before ? -1 : 1
  }
}
