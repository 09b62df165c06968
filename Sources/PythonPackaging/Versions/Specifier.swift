/// One version specifier (PEP 440), such as `>=1.0` or `==2.*`.
package struct Specifier: Sendable {
  package enum Operator: String, Sendable, CaseIterable {
    case compatible = "~="
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    /// String comparison.
    case arbitrary = "==="
  }

  package let `operator`: Operator
  /// As written, without blanks around it.
  package let text: String
  /// nil only behind `===`, where anything may stand.
  package let version: Version?
  /// `==2.*`, `!=2.*`.
  package let isWildcard: Bool

  package init(_ operator: Operator, text: String, version: Version?, isWildcard: Bool) {
    self.operator = `operator`
    self.text = text
    self.version = version
    self.isWildcard = isWildcard
  }

  /// nil where the text is no specifier. Blanks around it do not count.
  package init?(_ text: String) {
    var text = text
    let found = text.withUTF8 { bytes -> Specifier? in
      var scanner = Scanner(bytes)
      scanner.skipWhitespace()
      guard let specifier = scanner.specifier() else { return nil }
      scanner.skipWhitespace()
      return scanner.isAtEnd ? specifier : nil
    }
    guard let found else { return nil }
    self = found
  }
}

extension Specifier: CustomStringConvertible {
  package var description: String { `operator`.rawValue + text }
}

extension Specifier: Hashable {
  /// What equality compares: the normal form of the version, without trailing zeros but behind `~=`, where they count.
  private var canonicalVersion: String {
    guard let version, `operator` != .arbitrary else { return text }
    return version.canonical(strippingTrailingZeros: `operator` != .compatible && !isWildcard)
      + (isWildcard ? ".*" : "")
  }

  package static func == (a: Specifier, b: Specifier) -> Bool {
    a.operator == b.operator && a.canonicalVersion.utf8.elementsEqual(b.canonicalVersion.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(`operator`)
    hasher.combine(canonicalVersion)
  }
}
