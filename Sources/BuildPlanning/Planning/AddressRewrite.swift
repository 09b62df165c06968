/// Base URLs that are replaced, so that a deployment is fetched from a mirror: `https://opendev.org=https://git.example`.
///
///     rewrite = base "=" base
///     base    = scheme "://" place | user "@" host ":" [path]      (ssh, as scp writes it)
///             | "/" path                                            (a folder of repositories)
package struct AddressRewrite: Hashable, Sendable {
  package let from: String
  package let to: String

  package init(from: String, to: String) {
    self.from = from
    self.to = to
  }

  /// `FROM=TO`; nil where the text is not that. A `=` inside FROM is not supported.
  package init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let (from, to) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
    guard Self.isBase(from), Self.isBase(to) else { return nil }
    self.init(from: from, to: to)
  }

  private static func isBase(_ text: String) -> Bool {
    if hasScheme(text) || (text.utf8.first == 0x2F && text.utf8.count > 1) { return true }
    guard let at = text.utf8.firstIndex(of: 0x40), let colon = text.utf8[at...].firstIndex(of: 0x3A) else {
      return false
    }
    let isName = text.utf8[..<colon].allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 != 0x3A && $0 < 0x7F }
    return isName && at != text.utf8.startIndex && text.utf8.index(after: at) != colon
  }

  static func hasScheme(_ text: String) -> Bool {
    let scheme = text.utf8.prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2B }
    let rest = text.utf8.dropFirst(scheme.count)
    return !scheme.isEmpty && rest.prefix(3).elementsEqual("://".utf8) && rest.count > 3
  }

  /// Whether a server has to be asked for what stands there.
  static func isRemote(_ place: String) -> Bool { hasScheme(place) && !place.utf8.starts(with: "file:".utf8) }

  /// The address by the rewrite with the longest matching base; matches end where a path component ends.
  package static func apply(_ rewrites: [AddressRewrite], to address: String) -> String {
    let matching = rewrites.filter { $0.matches(address) }
    guard let best = matching.max(by: { $0.base.utf8.count < $1.base.utf8.count }) else { return address }
    let rest = String(decoding: address.utf8.dropFirst(best.base.utf8.count), as: UTF8.self)
    let target = best.to.hasSuffix("/") && rest.hasPrefix("/") ? String(best.to.dropLast()) : best.to
    return target + rest
  }

  /// FROM without a final slash.
  private var base: String { from.hasSuffix("/") && !from.hasSuffix("://") ? String(from.dropLast()) : from }

  private func matches(_ address: String) -> Bool {
    guard address.utf8.starts(with: base.utf8) else { return false }
    if base.utf8.last == 0x3A { return true }
    let next = address.utf8.dropFirst(base.utf8.count).first
    return next == nil || next == 0x2F
  }
}
