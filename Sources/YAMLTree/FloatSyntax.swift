/// Fractions of YAML 1.1 (grammar in `ScalarResolver`).
enum FloatSyntax {
  static func matches(_ bytes: [UInt8]) -> Bool {
    var cursor = ByteCursor(bytes)
    if cursor.current == 0x2E { return pointFirst(&cursor) }
    cursor.acceptSign()
    if cursor.current == 0x2E { return infinity(&cursor) }
    guard let first = cursor.current, ByteCursor.isDigit(first) else { return false }
    cursor.skip(while: ByteCursor.isDigitOrLow)
    let isSexagesimal = Sexagesimal.skipParts(&cursor) > 0
    guard cursor.accept(0x2E) else { return false }
    cursor.skip(while: ByteCursor.isDigitOrLow)
    return cursor.isAtEnd || (!isSexagesimal && exponent(&cursor))
  }

  private static func pointFirst(_ cursor: inout ByteCursor) -> Bool {
    cursor.index += 1
    let rest = cursor.bytes[cursor.index...]
    if ["nan", "NaN", "NAN", "inf", "Inf", "INF"].contains(where: { rest.elementsEqual($0.utf8) }) { return true }
    guard let first = cursor.current, ByteCursor.isDigit(first) else { return false }
    cursor.skip(while: ByteCursor.isDigitOrLow)
    return cursor.isAtEnd || exponent(&cursor)
  }

  private static func infinity(_ cursor: inout ByteCursor) -> Bool {
    let rest = cursor.bytes[cursor.index...]
    return [".inf", ".Inf", ".INF"].contains { rest.elementsEqual($0.utf8) }
  }

  /// `[eE][-+][0-9]+` to the end: the sign is not optional, so `12e5` is text.
  private static func exponent(_ cursor: inout ByteCursor) -> Bool {
    guard let letter = cursor.current, letter | 0x20 == 0x65 else { return false }
    cursor.index += 1
    guard cursor.current == 0x2B || cursor.current == 0x2D else { return false }
    cursor.index += 1
    return cursor.skip(while: ByteCursor.isDigit) > 0 && cursor.isAtEnd
  }

  /// `construct_yaml_float`.
  static func value(_ bytes: [UInt8]) -> YAMLValue {
    var digits = bytes.filter { $0 != 0x5F }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    let isNegative = digits.first == 0x2D
    if digits.first == 0x2D || digits.first == 0x2B { digits.removeFirst() }
    let text = String(decoding: digits, as: UTF8.self)
    if text == ".inf" { return .float(isNegative ? "-inf" : "inf") }
    if text == ".nan" { return .float("nan") }
    guard let magnitude = digits.contains(0x3A) ? sexagesimal(digits) : number(text) else {
      return .invalid("`\(String(decoding: bytes, as: UTF8.self))` is not a number")
    }
    return .float(PythonFloat.description(isNegative ? -magnitude : magnitude))
  }

  private static func number(_ text: String) -> Double? {
    // Swift wants a digit on either side of the point and no blanks, and takes hexadecimal digits; unlike Python.
    guard !text.utf8.contains(where: { $0 == 0x78 || $0 == 0x28 }) else { return nil }
    var text = String(decoding: IntSyntax.trimmed(Array(text.utf8)[...]), as: UTF8.self)
    if text.hasPrefix(".") { text = "0" + text }
    guard let point = text.firstIndex(of: ".") else { return Double(text) }
    let after = text.index(after: point)
    if after == text.endIndex || text[after] == "e" { text.insert("0", at: after) }
    return Double(text)
  }

  private static func sexagesimal(_ digits: [UInt8]) -> Double? {
    var sum = 0.0
    for part in digits.split(separator: 0x3A, omittingEmptySubsequences: false) {
      guard let value = number(String(decoding: part, as: UTF8.self)) else { return nil }
      sum = sum * 60 + value
    }
    return sum
  }
}

/// How Python prints a float: the shortest digits that read back, with an exponent below 1e-4 and from 1e16 on.
enum PythonFloat {
  static func description(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value.isNaN { return "nan" }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
    let (digits, exponent) = shortest(value.magnitude)
    let sign = value < 0 ? "-" : ""
    if exponent < -4 || exponent >= 16 { return sign + scientific(digits, exponent) }
    return sign + plain(digits, exponent)
  }

  /// Significant digits and the power of ten of the first.
  private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
    let text = value.description
    let halves = text.split(separator: "e")
    let mantissa = halves.first.map(String.init) ?? text
    let power = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first.map(String.init) ?? ""
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    var digits = Substring(whole + fraction)
    var exponent = whole.count - 1 + power
    while digits.count > 1, digits.first == "0" {
      digits = digits.dropFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == "0" { digits = digits.dropLast() }
    return (String(digits), exponent)
  }

  private static func scientific(_ digits: String, _ exponent: Int) -> String {
    let rest = digits.dropFirst()
    let power = String(exponent.magnitude)
    return digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e" + (exponent < 0 ? "-" : "+")
      + (power.count < 2 ? "0" + power : power)
  }

  private static func plain(_ digits: String, _ exponent: Int) -> String {
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
    let missing = exponent + 1 - digits.count
    if missing >= 0 { return digits + String(repeating: "0", count: missing) + ".0" }
    return digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }
}
