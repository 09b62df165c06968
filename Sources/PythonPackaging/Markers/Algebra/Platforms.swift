/// What is known of platforms: `os_name`, `sys_platform` and `platform_system` name one thing in three ways, so that a
/// value of one excludes values of the others. Texts that stand in no row exclude nothing.
enum Platforms {
  private struct Row {
    let osName: String
    let sysPlatform: String
    let platformSystem: String
  }

  private static let rows = [
    Row(osName: "posix", sysPlatform: "linux", platformSystem: "Linux"),
    Row(osName: "posix", sysPlatform: "linux2", platformSystem: "Linux"),
    Row(osName: "posix", sysPlatform: "darwin", platformSystem: "Darwin"),
    Row(osName: "posix", sysPlatform: "cygwin", platformSystem: "CYGWIN"),
    Row(osName: "posix", sysPlatform: "aix", platformSystem: "AIX"),
    Row(osName: "posix", sysPlatform: "android", platformSystem: "Android"),
    // Before Python 3.13, Android called itself Linux in `sys_platform` alone.
    Row(osName: "posix", sysPlatform: "linux", platformSystem: "Android"),
    Row(osName: "posix", sysPlatform: "freebsd", platformSystem: "FreeBSD"),
    Row(osName: "posix", sysPlatform: "emscripten", platformSystem: "Emscripten"),
    Row(osName: "posix", sysPlatform: "ios", platformSystem: "iOS"),
    Row(osName: "posix", sysPlatform: "wasi", platformSystem: "WASI"),
    Row(osName: "nt", sysPlatform: "win32", platformSystem: "Windows"),
  ]

  /// The combinations that exist, over the axes of a space.
  static func possible(in space: inout MarkerSpace) -> MarkerSpace.Node {
    let names: [(Marker.Variable, @Sendable (Row) -> String)] = [
      (.osName, { $0.osName }), (.sysPlatform, { $0.sysPlatform }), (.platformSystem, { $0.platformSystem }),
    ]
    var result = MarkerSpace.always
    for (index, (variable, value)) in names.enumerated() {
      for (otherVariable, otherValue) in names.dropFirst(index + 1) {
        guard let axis = space.axisNumber(.text(variable)), let other = space.axisNumber(.text(otherVariable)) else {
          continue
        }
        let pairs = Set(rows.map { [value($0), otherValue($0)] })
        let (lefts, rights) = (Set(rows.map(value)), Set(rows.map(otherValue)))
        for text in space.texts(axis) where lefts.contains(text) {
          for otherText in space.texts(other) where rights.contains(otherText) && !pairs.contains([text, otherText]) {
            let both = space.and(space.node(axis, equals: text), space.node(other, equals: otherText))
            result = space.and(result, space.not(both))
          }
        }
      }
    }
    return result
  }
}

extension MarkerSpace {
  fileprivate func texts(_ axis: Int) -> [String] {
    axes[axis].cells.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  fileprivate mutating func node(_ axis: Int, equals text: String) -> Node {
    node(axis, axes[axis].cells.map { $0 == .text(text) ? Self.always : Self.never })
  }
}
