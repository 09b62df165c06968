/// Project and extra names (PEP 503, PEP 508, PEP 685).
package enum PackageName {
  /// Lower case, with every run of `-`, `_` and `.` as one hyphen.
  package static func canonical(_ name: String) -> String {
    // Of what is no name at all Python's lower case counts.
    let name = name.utf8.allSatisfy { $0 < 0x80 } ? name : PythonText.lowercased(name)
    var result: [UInt8] = []
    result.reserveCapacity(name.utf8.count)
    var isInRun = false
    for byte in name.utf8 {
      if Scanner.isSeparator(byte) {
        if !isInRun { result.append(0x2D) }
        isInRun = true
      } else {
        result.append(Scanner.lowercased(byte))
        isInRun = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a name is canonical already: `^([a-z0-9]|[a-z0-9]([a-z0-9-](?!--))*[a-z0-9])$`.
  package static func isCanonical(_ name: String) -> Bool {
    var previous: UInt8 = 0x2D
    for byte in name.utf8 {
      let isLetter = (byte >= 0x61 && byte <= 0x7A) || Scanner.isDigit(byte)
      guard isLetter || (byte == 0x2D && previous != 0x2D) else { return false }
      previous = byte
    }
    return previous != 0x2D
  }

  /// Whether a text is a name at all: letters and digits, with `-`, `_`, `.` only inside (PEP 508).
  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, let last = name.utf8.last else { return false }
    return Scanner.isAlphanumeric(first) && Scanner.isAlphanumeric(last)
      && name.utf8.allSatisfy { Scanner.isAlphanumeric($0) || Scanner.isSeparator($0) }
  }
}
