/// Markers that a file has held so far: a constraint file has thousands of lines and a dozen markers.
struct MarkerCache {
  private var known: [(text: [UInt8], marker: Marker)] = []
  private static let limit = 32

  mutating func marker(_ bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) -> Marker {
    for entry in known where Self.same(entry.text, bytes) { return entry.marker }
    var parser = RequirementParser(bytes)
    let marker = try parser.wholeMarker()
    if known.count == Self.limit { known.removeFirst() }
    known.append((Array(bytes), marker))
    return marker
  }

  private static func same(_ text: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == bytes.count else { return false }
    for index in 0..<text.count where text[index] != bytes[index] { return false }
    return true
  }
}
