/// A version (PEP 440), normalised: `1.0-ALPHA` is `1.0a0`.
///
/// Source: PEP 440, appendix B; `packaging.version.Version`.
package struct Version: Sendable {
  package enum PreKind: UInt8, Sendable, Comparable {
    case alpha, beta, candidate

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    package var text: String {
      switch self {
      case .alpha: "a"
      case .beta: "b"
      case .candidate: "rc"
      }
    }
  }

  package struct Pre: Hashable, Sendable {
    package let kind: PreKind
    package let number: VersionNumber
  }

  /// One part of a local version: digits compare as numbers and beat text.
  package enum LocalPart: Hashable, Sendable {
    case text([UInt8])
    case number(VersionNumber)
  }

  /// At least one.
  package var release: [VersionNumber]
  /// nil where the version is its release alone, as most are: versions stay small.
  private var rare: Box?

  /// Everything but the release.
  struct Parts: Hashable, Sendable {
    var epoch = VersionNumber.zero
    var pre: Pre?
    var post: VersionNumber?
    var dev: VersionNumber?
    var local: [LocalPart]?

    var isEmpty: Bool { epoch.isZero && pre == nil && post == nil && dev == nil && local == nil }
  }

  private final class Box: Sendable {
    let parts: Parts
    init(_ parts: Parts) { self.parts = parts }
  }

  var parts: Parts {
    get { rare?.parts ?? Parts() }
    set { rare = newValue.isEmpty ? nil : Box(newValue) }
  }

  /// Whether the version is its release alone.
  var isReleaseAlone: Bool { rare == nil }

  package var epoch: VersionNumber {
    get { rare?.parts.epoch ?? .zero }
    set { parts.epoch = newValue }
  }
  package var pre: Pre? {
    get { rare?.parts.pre }
    set { parts.pre = newValue }
  }
  package var post: VersionNumber? {
    get { rare?.parts.post }
    set { parts.post = newValue }
  }
  package var dev: VersionNumber? {
    get { rare?.parts.dev }
    set { parts.dev = newValue }
  }
  package var local: [LocalPart]? {
    get { rare?.parts.local }
    set { parts.local = newValue }
  }

  init(release: [VersionNumber]) {
    self.release = release
  }

  /// Longer texts are refused: no real version comes near, and comparing stays cheap.
  package static let lengthLimit = 1 << 16

  /// Python reads no longer numbers (`sys.int_info.default_max_str_digits`), and so no version that holds one.
  private static let digitLimit = 4300

  private static func hasLongNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > digitLimit else { return false }
    var length = 0
    for byte in bytes {
      length = Scanner.isDigit(byte) ? length + 1 : 0
      if length > digitLimit { return true }
    }
    return false
  }

  /// nil where the text is no version. Blanks around it do not count.
  package init?(_ text: String) {
    var text = text
    guard let version = text.withUTF8({ Version(parsing: $0) }) else { return nil }
    self = version
  }

  /// The same from bytes.
  package init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= Self.lengthLimit, !Self.hasLongNumber(bytes) else { return nil }
    var scanner = Scanner(bytes)
    scanner.skipWhitespace()
    guard let version = scanner.version(.plain) else { return nil }
    scanner.skipWhitespace()
    guard scanner.isAtEnd else { return nil }
    self = version
  }
}

extension Version {
  package var isPrerelease: Bool { pre != nil || dev != nil }
  package var isPostrelease: Bool { post != nil }
  package var isDevrelease: Bool { dev != nil }

  /// Without the local part.
  package var `public`: Version {
    var copy = self
    copy.local = nil
    return copy
  }

  /// Epoch and release alone.
  package var base: Version {
    var copy = Version(release: release)
    copy.epoch = epoch
    return copy
  }

  /// The release without trailing zeros, as comparison sees it.
  var significantRelease: ArraySlice<VersionNumber> {
    var end = release.count
    while end > 1, release[end - 1].isZero { end -= 1 }
    return release[..<end]
  }
}

extension Version: CustomStringConvertible {
  /// The normal form.
  package var description: String { text(release: release[...]) }

  /// The normal form, optionally without trailing zeros of the release (`packaging.utils.canonicalize_version`).
  package func canonical(strippingTrailingZeros: Bool) -> String {
    text(release: strippingTrailingZeros ? significantRelease : release[...])
  }

  private func text(release: ArraySlice<VersionNumber>) -> String {
    var text = epoch.isZero ? "" : "\(epoch)!"
    text += release.map(\.description).joined(separator: ".")
    if let pre { text += "\(pre.kind.text)\(pre.number)" }
    if let post { text += ".post\(post)" }
    if let dev { text += ".dev\(dev)" }
    if let local { text += "+" + Self.text(of: local) }
    return text
  }

  /// A local version as it is printed.
  package static func text(of local: [LocalPart]) -> String {
    local.map { part in
      switch part {
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .number(let number): number.description
      }
    }.joined(separator: ".")
  }
}
