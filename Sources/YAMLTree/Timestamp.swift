/// Dates of YAML 1.1 (grammar in `ScalarResolver`), checked as Python's `datetime` checks them.
struct Timestamp {
  private var year = 0, month = 0, day = 0
  private var time: (hour: Int, minute: Int, second: Int, microsecond: Int)?
  /// Minutes east of UTC; nil without a zone.
  private var zone: Int?

  /// nil where the text has not the form; `value` tells a form that is no date.
  init?(_ bytes: [UInt8]) {
    var cursor = ByteCursor(bytes)
    guard let year = Self.number(&cursor, 4...4), cursor.accept(0x2D), let month = Self.number(&cursor, 1...2),
      cursor.accept(0x2D), let day = Self.number(&cursor, 1...2)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    if cursor.isAtEnd {
      guard bytes.count == 10 else { return nil }
      return
    }
    guard Self.separator(&cursor), let hour = Self.number(&cursor, 1...2), cursor.accept(0x3A),
      let minute = Self.number(&cursor, 2...2), cursor.accept(0x3A), let second = Self.number(&cursor, 2...2)
    else { return nil }
    time = (hour, minute, second, cursor.accept(0x2E) ? Self.microseconds(&cursor) : 0)
    guard parseZone(&cursor), cursor.isAtEnd else { return nil }
  }

  private static func number(_ cursor: inout ByteCursor, _ lengths: ClosedRange<Int>) -> Int? {
    let start = cursor.index
    while let byte = cursor.current, ByteCursor.isDigit(byte), cursor.index - start < lengths.upperBound {
      cursor.index += 1
    }
    guard lengths.contains(cursor.index - start) else { return nil }
    return Int(String(decoding: cursor.bytes[start..<cursor.index], as: UTF8.self))
  }

  private static func separator(_ cursor: inout ByteCursor) -> Bool {
    if cursor.accept(0x54) || cursor.accept(0x74) { return true }
    return cursor.skip { $0 == 0x20 || $0 == 0x09 } > 0
  }

  /// The first six digits of the fraction, as PyYAML cuts them.
  private static func microseconds(_ cursor: inout ByteCursor) -> Int {
    let start = cursor.index
    cursor.skip(while: ByteCursor.isDigit)
    var digits = Array(cursor.bytes[start..<cursor.index].prefix(6))
    while digits.count < 6 { digits.append(0x30) }
    return Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  private mutating func parseZone(_ cursor: inout ByteCursor) -> Bool {
    cursor.skip { $0 == 0x20 || $0 == 0x09 }
    if cursor.isAtEnd { return true }
    if cursor.accept(0x5A) {
      zone = 0
      return true
    }
    let isNegative = cursor.current == 0x2D
    guard cursor.accept(0x2B) || cursor.accept(0x2D), let hours = Self.number(&cursor, 1...2) else { return false }
    var minutes = 0
    if cursor.accept(0x3A) {
      guard let parsed = Self.number(&cursor, 2...2) else { return false }
      minutes = parsed
    }
    zone = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    return true
  }

  var value: YAMLValue {
    guard (1...12).contains(month), year >= 1, (1...Self.days(year, month)).contains(day) else {
      return .invalid("a date that does not exist")
    }
    let date = Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    guard let time else { return .date(date) }
    guard time.hour < 24, time.minute < 60, time.second < 60, abs(zone ?? 0) < 24 * 60 else {
      return .invalid("a time that does not exist")
    }
    var text = date + "T" + Self.padded(time.hour, 2) + ":" + Self.padded(time.minute, 2) + ":"
    text += Self.padded(time.second, 2)
    if time.microsecond > 0 { text += "." + Self.padded(time.microsecond, 6) }
    if let zone {
      text += (zone < 0 ? "-" : "+") + Self.padded(abs(zone) / 60, 2) + ":" + Self.padded(abs(zone) % 60, 2)
    }
    return .datetime(text)
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
