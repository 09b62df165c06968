/// What decides a step, encoded so that no two different lists of facts give the same bytes, and its SHA-256.
///
/// A digest is `SHA-256(kind, then for each fact: name, values)`, where every text is a netstring (`5:hello,`) and every
/// list starts with the number of its values. Facts are given in a fixed order; one that is absent is left out.
package struct Digest: Sendable {
  private var hash = SHA256()

  /// `kind` names the step and the version of its facts: `fetch/1`.
  package init(_ kind: String) {
    text(kind)
  }

  package mutating func fact(_ name: String, _ value: String?) {
    guard let value else { return }
    fact(name, [value])
  }

  package mutating func fact(_ name: String, _ values: [String]) {
    text(name)
    hash.update("\(values.count);".utf8)
    for value in values { text(value) }
  }

  private mutating func text(_ text: String) {
    hash.update("\(text.utf8.count):".utf8)
    hash.update(text.utf8)
    hash.update([0x2C])
  }

  /// `sha256:` and 64 lower-case hexadecimal digits.
  package var value: String { "sha256:" + hash.hex() }
}
