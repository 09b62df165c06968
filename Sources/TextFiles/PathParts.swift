/// The components of a path without empty ones, by bytes. Texts of their own: they are compared and searched many
/// times, which is quick for short texts and slow for pieces of a longer one.
package func pathParts(_ path: String) -> [String] {
  var parts: [String] = []
  var path = path
  path.withUTF8 { bytes in
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x2F {
      if index > start {
        parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
      }
      start = index + 1
    }
  }
  return parts
}
