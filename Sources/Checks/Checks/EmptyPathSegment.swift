import Diagnostics

/// `https://host//path`: one server forgives it, the next answers 404, and caches take it for another repository.
enum EmptyPathSegment: Check {
  static let codes: [DiagnosticCode] = [.emptyPathSegment]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let blame = Blame(reading: context.reading)
    return context.addresses.filter { holdsEmptySegment($0.url.value) }.map { address in
      .emptyPathSegment(
        address.owner, address.url.value, at: blame.place(of: address.url.origin, matching: holdsEmptySegment))
    }
  }

  /// Two slashes in a row that are not those behind a scheme (`file:///` has three).
  static func holdsEmptySegment(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for index in bytes.indices.dropFirst() where bytes[index] == 0x2F && bytes[index - 1] == 0x2F {
      let before = index >= 2 ? bytes[index - 2] : 0
      if before == 0x3A { continue }
      if before == 0x2F && index >= 3 && bytes[index - 3] == 0x3A { continue }
      return true
    }
    return false
  }
}
