/// Appends JSON to one buffer. The caller keeps begin and end in pairs; commas, line breaks and escapes are done here.
package struct JSONWriter: Sendable {
  /// What was written, and room for more: a place behind the last byte is faster to write to than an array is to grow.
  private var buffer: [UInt8]
  private var used = 0
  private let pretty: Bool
  private var depth = 0
  /// Whether the next element is the first of its object or array.
  private var isFirst = true
  private var followsKey = false

  /// `pretty` puts every element on a line of its own, indented by two blanks.
  package init(pretty: Bool) {
    self.pretty = pretty
    buffer = Array(repeating: 0, count: pretty ? 4096 : 1 << 16)
  }

  /// Everything that was written so far.
  package var bytes: [UInt8] { Array(buffer[..<used]) }

  /// Everything that was written, without a copy; the writer is empty again.
  package mutating func takeBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &buffer)
    bytes.removeLast(bytes.count - used)
    used = 0
    return bytes
  }

  // MARK: Parts

  private init(pretty: Bool, depth: Int) {
    self.pretty = pretty
    self.depth = depth
    buffer = Array(repeating: 0, count: 1 << 12)
  }

  /// An empty writer for some elements of the object or array that is open here, for another thread to fill.
  /// `below`: of one that is so much deeper.
  package func part(below levels: Int = 0) -> JSONWriter { JSONWriter(pretty: pretty, depth: depth + levels) }

  /// Appends the elements that the parts have got.
  package mutating func append(_ parts: some Collection<JSONWriter>) {
    makeRoom(for: parts.reduce(0) { $0 + $1.used + 1 })
    for part in parts where part.used > 0 {
      if !isFirst { put(0x2C) }
      part.buffer.withUnsafeBufferPointer { put(UnsafeBufferPointer(rebasing: $0[..<part.used])) }
      isFirst = false
    }
  }

  /// Room for so many bytes more, and for what stands between values.
  package mutating func reserve(_ count: Int) { makeRoom(for: count + 4096) }

  package mutating func beginObject() { begin(0x7B) }
  package mutating func endObject() { end(0x7D) }
  package mutating func beginArray() { begin(0x5B) }
  package mutating func endArray() { end(0x5D) }

  package mutating func key(_ key: String) {
    separate()
    append(key)
    put(0x3A)
    if pretty { put(0x20) }
    followsKey = true
  }

  package mutating func string(_ value: String) {
    separate()
    append(value)
  }

  /// A string that came in pieces.
  package mutating func text(_ key: String, _ content: JSONTextBuffer) {
    self.key(key)
    separate()
    put(0x22)
    content.bytes.withUnsafeBufferPointer { put($0) }
    put(0x22)
  }

  package mutating func integer(_ value: Int) {
    separate()
    var text = String(value)
    text.withUTF8 { put($0) }
  }

  package mutating func bool(_ value: Bool) {
    separate()
    put(value ? "true" : "false")
  }

  package mutating func null() {
    separate()
    put("null")
  }

  /// A value that was parsed; its numbers are written as they came.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let text):
      separate()
      var text = text
      text.withUTF8 { put($0) }
    case .string(let text): string(text)
    case .array(let values):
      beginArray()
      for element in values { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for (key, member) in members {
        self.key(key)
        self.value(member)
      }
      endObject()
    }
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    put(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth = max(0, depth - 1)
    if !isFirst { breakLine() }
    put(bracket)
    isFirst = false
  }

  /// The comma and the line break before an element that does not follow its key.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      isFirst = false
      return
    }
    if !isFirst { put(0x2C) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard pretty else { return }
    put(0x0A)
    for _ in 0..<depth * 2 { put(0x20) }
  }

  // MARK: Bytes

  private mutating func put(_ byte: UInt8) {
    makeRoom(for: 1)
    buffer[used] = byte
    used += 1
  }

  private mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
    makeRoom(for: text.count)
    let start = used
    buffer.withUnsafeMutableBufferPointer { _ = UnsafeMutableBufferPointer(rebasing: $0[start...]).update(from: text) }
    used += text.count
  }

  private mutating func makeRoom(for count: Int) {
    guard used + count > buffer.count else { return }
    buffer.append(contentsOf: repeatElement(0, count: max(count, buffer.count)))
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      makeRoom(for: utf8.count + 2)
      put(0x22)
      if Self.isPlain(utf8) { put(utf8) } else { escape(utf8) }
      put(0x22)
    }
  }

  /// Whether no byte needs an escape; without a way out of the loop, so that it looks at many bytes at once.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var isPlain = true
    for byte in utf8 { isPlain = !needsEscape(byte) && isPlain }
    return isPlain
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in 0..<utf8.count where Self.needsEscape(utf8[index]) {
      put(UnsafeBufferPointer(rebasing: utf8[start..<index]))
      escape(utf8[index])
      start = index + 1
    }
    put(UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  private mutating func escape(_ byte: UInt8) {
    put(0x5C)
    switch byte {
    case 0x22, 0x5C: put(byte)
    case 0x0A: put(0x6E)
    case 0x0D: put(0x72)
    case 0x09: put(0x74)
    default:
      put("u00")
      for digit in [byte >> 4, byte & 15] { put(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }
}
