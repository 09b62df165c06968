import Glibc

/// What a server answered last, read off the header lines of all its answers.
struct HTTPAnswer {
  private(set) var status: Int?
  /// Validators of what was sent (RFC 9110, section 8.8).
  private(set) var etag: String?
  private(set) var lastModified: String?
  /// A page for people, which no repository is.
  private(set) var isWebPage = false
  private var retryText: String?
  /// The server's clock, where it says it.
  private var date: Int64?

  init() {}

  /// `headers` are those of every answer, one after another.
  init(headers: [UInt8]) {
    for line in headers.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      add(line: String(decoding: line, as: UTF8.self)[...])
    }
  }

  /// A status line begins a new answer, of which nothing else is known yet.
  mutating func add(line: Substring) {
    if line.hasPrefix("HTTP/") {
      self = HTTPAnswer()
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = Self.trimmed(line[line.index(after: colon)...])
    switch line[..<colon].lowercased() {
    case "retry-after": retryText = value
    case "date": date = HTTPDate.parse(value)
    case "content-type": isWebPage = value.lowercased().hasPrefix("text/html")
    case "etag": etag = Self.isPlain(value) ? value : nil
    case "last-modified": lastModified = HTTPDate.parse(value) == nil ? nil : value
    default: break
    }
  }

  /// Seconds that the server asks to wait (`Retry-After`, RFC 9110, section 10.2.3: seconds or a date), an hour at most.
  var retryAfter: Double? { retryAfter(now: Int64(time(nil))) }

  func retryAfter(now: Int64) -> Double? {
    guard let retryText else { return nil }
    if !retryText.isEmpty, retryText.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return min(Double(retryText) ?? Self.longestWait, Self.longestWait)
    }
    // By the server's own clock, which may not be ours.
    return HTTPDate.parse(retryText).map { min(max(Double($0 &- (date ?? now)), 0), Self.longestWait) }
  }

  private static let longestWait = 3600.0

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = text.drop(while: isBlank)
    return String(start.reversed().drop(while: isBlank).reversed())
  }

  /// It is sent back in a header of ours.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 512 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

/// Dates of HTTP (RFC 9110, section 5.6.7) as seconds since 1970.
///
///     IMF-fixdate   Sun, 06 Nov 1994 08:49:37 GMT
///     rfc850-date   Sunday, 06-Nov-94 08:49:37 GMT
///     asctime-date  Sun Nov  6 08:49:37 1994
enum HTTPDate {
  static func parse(_ text: String) -> Int64? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map(String.init)
    guard words.count >= 5 else { return nil }
    let isAsctime = month(words[1]) != nil
    let order = isAsctime ? (day: 2, month: 1, year: 4, time: 3) : (day: 1, month: 2, year: 3, time: 4)
    guard isAsctime || (words.count == 6 && words[5] == "GMT"), let month = month(words[order.month]),
      let day = number(words[order.day], 1...31), let year = year(words[order.year])
    else { return nil }
    let time = words[order.time].split(separator: ":").map(String.init)
    guard time.count == 3, let hour = number(time[0], 0...23), let minute = number(time[1], 0...59),
      let second = number(time[2], 0...60)
    else { return nil }
    return days(year: year, month: month, day: day) * 86400 + hour * 3600 + minute * 60 + second
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func month(_ word: String) -> Int64? { months.firstIndex(of: word).map { Int64($0) + 1 } }

  private static func number(_ word: String, _ range: ClosedRange<Int64>) -> Int64? {
    guard word.utf8.count <= 4, word.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int64(word) else {
      return nil
    }
    return range.contains(number) ? number : nil
  }

  /// Of two digits those from 70 on are of the last century.
  private static func year(_ word: String) -> Int64? {
    guard word.utf8.count == 2 else { return word.utf8.count == 4 ? number(word, 1970...9999) : nil }
    return number(word, 0...99).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
  }

  /// Days since 1970-01-01 of the Gregorian calendar; years begin in March, so that the leap day is their last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let leapDays = shifted / 4 - shifted / 100 + shifted / 400
    return shifted * 365 + leapDays + dayOfYear - 719_468
  }
}
