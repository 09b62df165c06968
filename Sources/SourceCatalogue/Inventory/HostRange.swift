import PythonPackaging

/// `web[01:20].example`, `db-[a:f]`, `node[0:10:2]`: Ansible's short form of many hosts.
enum HostRange {
  /// More hosts than this in one range are refused.
  static let limit = 65536

  /// The hosts of a pattern in order; a pattern without brackets is one host. nil where the range is none.
  static func expand(_ pattern: String) -> [String]? {
    guard !pattern.isEmpty else { return nil }
    var hosts = [""]
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "[") {
      guard let close = rest[open...].firstIndex(of: "]") else { return nil }
      let inner = rest[rest.index(after: open)..<close]
      // `[2001:db8::1]` is an address, not a range.
      guard let names = names(of: inner) else { return inner.holds("::") ? [pattern] : nil }
      guard hosts.count * names.count <= limit else { return nil }
      let head = String(rest[..<open])
      hosts = hosts.flatMap { host in names.map { host + head + $0 } }
      rest = rest[rest.index(after: close)...]
    }
    return hosts.map { $0 + rest }
  }

  private static func names(of range: Substring) -> [String]? {
    let parts = range.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let step = parts.count == 3 ? Int(parts[2]) : 1
    guard let step, step > 0 else { return nil }
    let first = parts[0].isEmpty ? "0" : parts[0]
    if let start = number(first), let end = number(parts[1]) {
      guard start <= end, (end - start) / step < limit else { return nil }
      let width = first.hasPrefix("0") ? first.utf8.count : 0
      return stride(from: start, through: end, by: step).map { padded($0, to: width) }
    }
    guard let start = letter(first), let end = letter(parts[1]), start <= end else { return nil }
    return stride(from: Int(start), through: Int(end), by: step).map {
      String(decoding: [UInt8(truncatingIfNeeded: $0)], as: UTF8.self)
    }
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.count <= 9 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
  }

  private static func letter(_ text: Substring) -> UInt8? {
    guard let byte = text.utf8.first, text.utf8.count == 1, byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A else { return nil }
    return byte
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
