/// The order of every listing: bytes, not the locale's or Unicode's.
package enum ByteOrder {
  package static func precedes(_ a: String, _ b: String) -> Bool {
    let isBefore = a.utf8.withContiguousStorageIfAvailable { a in
      b.utf8.withContiguousStorageIfAvailable { b in precedes(a, b) }
    }
    // Every native string is contiguous.
    return (isBefore ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  private static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < a.count, index < b.count {
      if a[index] != b[index] { return a[index] < b[index] }
      index += 1
    }
    return a.count < b.count
  }
}

extension ByteOrder {
  /// The places of texts in the order of their bytes. The first sixteen bytes of each are compared as two numbers,
  /// which tells most names apart without a look at the texts.
  package static func order(of texts: [String]) -> [Int] {
    var keys: [Key] = []
    keys.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() { keys.append(Key(text, at: index)) }
    texts.withUnsafeBufferPointer { texts in
      keys.sort { a, b in
        if a.high != b.high { return a.high < b.high }
        if a.low != b.low { return a.low < b.low }
        return precedes(texts[a.index], texts[b.index])
      }
    }
    return keys.map(\.index)
  }

  private struct Key {
    let high: UInt64
    let low: UInt64
    let index: Int

    init(_ text: String, at index: Int) {
      var text = text
      (high, low) = text.withUTF8 { (Self.number($0, from: 0), Self.number($0, from: 8)) }
      self.index = index
    }

    /// Eight bytes as a number of the same order; zeros where the text has ended, which no byte precedes.
    private static func number(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
      if utf8.count >= start + 8 {
        return UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: start, as: UInt64.self).bigEndian
      }
      var number: UInt64 = 0
      for index in start..<(start + 8) { number = number << 8 | (index < utf8.count ? UInt64(utf8[index]) : 0) }
      return number
    }
  }
}

extension Sequence<String> {
  /// In the order of their bytes, as every listing is.
  package func inByteOrder() -> [String] {
    let texts = Array(self)
    return ByteOrder.order(of: texts).map { texts[$0] }
  }
}
