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
