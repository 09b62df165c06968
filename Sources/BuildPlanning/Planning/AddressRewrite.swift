/// Base URLs that are replaced, so that a deployment is fetched from a mirror: `https://opendev.org=https://git.example`.
package struct AddressRewrite: Hashable, Sendable {
  package let from: String
  package let to: String

  package init(from: String, to: String) {
    self.from = from
    self.to = to
  }

  /// `FROM=TO`, both with a scheme; nil where the text is not that. A `=` inside FROM is not supported.
  package init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let (from, to) = (String(text[..<equals]), String(text[text.index(after: equals)...]))
    guard Self.hasScheme(from), Self.hasScheme(to) else { return nil }
    self.init(from: from, to: to)
  }

  private static func hasScheme(_ text: String) -> Bool {
    let scheme = text.utf8.prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2B }
    let rest = text.utf8.dropFirst(scheme.count)
    return !scheme.isEmpty && rest.prefix(3).elementsEqual("://".utf8) && rest.count > 3
  }

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
    let next = address.utf8.dropFirst(base.utf8.count).first
    return next == nil || next == 0x2F
  }
}
