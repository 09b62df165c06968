/// Appends JSON to one buffer. The caller keeps begin and end in pairs; commas, line breaks and escapes are done here.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let pretty: Bool
  private var depth = 0
  /// Whether the next element is the first of its object or array.
  private var isFirst = true
  private var followsKey = false

  /// `pretty` puts every element on a line of its own, indented by two blanks.
  package init(pretty: Bool) {
    self.pretty = pretty
    bytes.reserveCapacity(pretty ? 4096 : 1 << 16)
  }

  package mutating func beginObject() { begin(0x7B) }
  package mutating func endObject() { end(0x7D) }
  package mutating func beginArray() { begin(0x5B) }
  package mutating func endArray() { end(0x5D) }

  package mutating func key(_ key: String) {
    separate()
    append(key)
    bytes.append(0x3A)
    if pretty { bytes.append(0x20) }
    followsKey = true
  }

  package mutating func string(_ value: String) {
    separate()
    append(value)
  }

  package mutating func integer(_ value: Int) {
    separate()
    var text = String(value)
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes += Array((value ? "true" : "false").utf8)
  }

  package mutating func null() {
    separate()
    bytes += Array("null".utf8)
  }

  /// A value that was parsed; its numbers are written as they came.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let text):
      separate()
      bytes += Array(text.utf8)
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
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth = max(0, depth - 1)
    if !isFirst { breakLine() }
    bytes.append(bracket)
    isFirst = false
  }

  /// The comma and the line break before an element that does not follow its key.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      isFirst = false
      return
    }
    if !isFirst { bytes.append(0x2C) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard pretty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  private mutating func append(_ text: String) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in 0..<utf8.count {
        let byte = utf8[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(0x22)
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    default:
      let hex = Array("0123456789abcdef".utf8)
      bytes += [0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
  }
}
