/// Whole numbers of YAML 1.1 (grammar in `ScalarResolver`).
enum IntSyntax {
  /// Python refuses to print longer ones (`sys.int_info.default_max_str_digits`).
  static let digitLimit = 4300

  static func matches(_ bytes: [UInt8]) -> Bool {
    var cursor = ByteCursor(bytes)
    cursor.acceptSign()
    if cursor.accept(0x30) {
      if cursor.isAtEnd { return true }
      if cursor.accept(0x62) { return cursor.skip { $0 == 0x30 || $0 == 0x31 || $0 == 0x5F } > 0 && cursor.isAtEnd }
      if cursor.accept(0x78) { return cursor.skip(while: isHexadecimal) > 0 && cursor.isAtEnd }
      return cursor.skip { ($0 >= 0x30 && $0 <= 0x37) || $0 == 0x5F } > 0 && cursor.isAtEnd
    }
    guard let first = cursor.current, ByteCursor.isDigit(first) else { return false }
    cursor.skip(while: ByteCursor.isDigitOrLow)
    if cursor.isAtEnd { return true }
    return Sexagesimal.skipParts(&cursor) > 0 && cursor.isAtEnd
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    ByteCursor.isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66) || byte == 0x5F
  }

  /// `construct_yaml_int`: underscores dropped, then by prefix.
  static func value(_ bytes: [UInt8]) -> YAMLValue {
    var digits = bytes.filter { $0 != 0x5F }
    let isNegative = digits.first == 0x2D
    if digits.first == 0x2D || digits.first == 0x2B { digits.removeFirst() }
    guard digits.count <= digitLimit else { return .invalid("a number of more than \(digitLimit) digits") }
    guard let magnitude = magnitude(digits) else {
      return .invalid("`\(String(decoding: bytes, as: UTF8.self))` is not a whole number")
    }
    if isNegative, magnitude.utf8.first == 0x2D { return .int(String(magnitude.dropFirst())) }
    return .int(isNegative && magnitude != "0" ? "-" + magnitude : magnitude)
  }

  private static func magnitude(_ digits: [UInt8]) -> String? {
    guard !digits.isEmpty else { return nil }
    if digits.starts(with: [0x30, 0x62]) { return python(digits.dropFirst(2), base: 2) }
    if digits.starts(with: [0x30, 0x78]) { return python(digits.dropFirst(2), base: 16) }
    if digits[0] == 0x30 && digits.count > 1 { return python(digits[...], base: 8) }
    if digits.contains(0x3A) { return Sexagesimal.whole(digits) }
    return python(digits[...], base: 10)
  }

  /// Python's `int`: blanks around, and one more sign.
  private static func python(_ digits: ArraySlice<UInt8>, base: UInt32) -> String? {
    var rest = trimmed(digits)
    let sign = rest.first == 0x2D ? "-" : ""
    if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
    return decimal(rest, base: base).map { $0 == "0" ? $0 : sign + $0 }
  }

  /// Without the blanks around it, as Python's `int` and `float` read it.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte) }
    let rest = bytes.drop(while: isBlank)
    guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return [] }
    return rest[...last]
  }

  /// Digits of a base as decimal digits without leading zeros; nil where one is no digit.
  static func decimal(_ digits: ArraySlice<UInt8>, base: UInt32) -> String? {
    guard !digits.isEmpty else { return nil }
    var number = Decimal()
    for digit in digits {
      guard let value = self.digit(digit), value < base else { return nil }
      number.multiply(by: base, adding: value)
    }
    return number.description
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
  }
}

/// A whole number of any length, nine decimal digits a limb.
struct Decimal: CustomStringConvertible {
  private var limbs: [UInt32] = []

  /// The factor and the addend stay far below a limb, so no step overflows 64 bits.
  mutating func multiply(by factor: UInt32, adding addend: UInt32) {
    var carry = UInt64(addend)
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(product % 1_000_000_000)
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
  }

  var description: String {
    guard let top = limbs.last else { return "0" }
    return limbs.dropLast().reversed().reduce(into: String(top)) { text, limb in
      let digits = String(limb)
      text += String(repeating: "0", count: 9 - digits.count) + digits
    }
  }
}

/// `1:30` is 90: numbers to the base of 60.
enum Sexagesimal {
  /// Skips `(:[0-5]?[0-9])+`; how many there were.
  static func skipParts(_ cursor: inout ByteCursor) -> Int {
    var parts = 0
    while cursor.current == 0x3A {
      var ahead = cursor
      ahead.index += 1
      let start = ahead.index
      ahead.skip(while: ByteCursor.isDigit)
      let length = ahead.index - start
      guard length == 1 || (length == 2 && ahead.bytes[start] <= 0x35) else { break }
      cursor = ahead
      parts += 1
    }
    return parts
  }

  static func whole(_ digits: [UInt8]) -> String? {
    var number = Decimal()
    for written in digits.split(separator: 0x3A, omittingEmptySubsequences: false) {
      let part = IntSyntax.trimmed(written)
      guard !part.isEmpty, part.count < 10 || number.description == "0", part.allSatisfy(ByteCursor.isDigit) else {
        return nil
      }
      guard let value = UInt32(String(decoding: part, as: UTF8.self)), value < 1_000_000_000 else { return nil }
      number.multiply(by: 60, adding: value)
    }
    return number.description
  }
}
