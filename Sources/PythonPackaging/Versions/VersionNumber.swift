/// A whole number of a version: PEP 440 sets no bound, so digits beyond 64 bits are kept as text.
package struct VersionNumber: Hashable, Sendable {
  /// The number where it fits; otherwise the largest there is, and `digits` decide.
  package let small: UInt64
  /// Decimal digits without leading zeros, for what does not fit.
  let digits: [UInt8]?

  private init(small: UInt64, digits: [UInt8]?) {
    self.small = small
    self.digits = digits
  }

  package init(_ value: UInt64) { self.init(small: value, digits: nil) }

  /// ASCII decimal digits, at least one.
  init(digits text: UnsafeBufferPointer<UInt8>) {
    var value: UInt64 = 0
    for byte in text {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(byte &- 0x30))
      guard !overflow, !carry else {
        self.init(small: .max, digits: Array(text.drop { $0 == 0x30 }))
        return
      }
      value = sum
    }
    self.init(value)
  }

  package var isZero: Bool { small == 0 }

  static let zero = VersionNumber(0)
}

extension VersionNumber: Comparable {
  package static func < (a: Self, b: Self) -> Bool {
    switch (a.digits, b.digits) {
    case (nil, nil): a.small < b.small
    case (nil, .some): true
    case (.some, nil): false
    case (.some(let left), .some(let right)):
      left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }
  }

  /// The next number.
  var successor: VersionNumber {
    guard var next = digits ?? (small == .max ? Array(String(small).utf8) : nil) else { return Self(small + 1) }
    var index = next.count - 1
    while index >= 0, next[index] == 0x39 {
      next[index] = 0x30
      index -= 1
    }
    if index >= 0 { next[index] += 1 } else { next.insert(0x31, at: 0) }
    return next.withUnsafeBufferPointer { VersionNumber(digits: $0) }
  }
}

extension VersionNumber: CustomStringConvertible {
  package var description: String { digits.map { String(decoding: $0, as: UTF8.self) } ?? String(small) }
}
