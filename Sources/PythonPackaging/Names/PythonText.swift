/// Python's `str.lower`, which differs from lower case byte by byte for what is not ASCII.
enum PythonText {
  static func lowercased(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: text.utf8.map(Scanner.lowercased), as: UTF8.self)
    }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      // A sigma that ends a word has a shape of its own.
      result += scalar == "\u{3A3}" && isFinal(scalars, index) ? "\u{3C2}" : scalar.properties.lowercaseMapping
    }
    return result
  }

  /// Behind a letter with case and before none; what ignores case does not count (Unicode, "Final_Sigma").
  private static func isFinal(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
