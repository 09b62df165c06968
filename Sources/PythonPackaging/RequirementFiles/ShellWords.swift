/// Words of a line as a POSIX shell splits them: Python's `shlex.split`, without comments.
///
///     line  := blank* (word (blank+ word)*)? blank*        blank is " ", "\t", "\r" or "\n"
///     word  := (plain | "\" any | "'" [^']* "'" | '"' ([^"\] | "\" any)* '"')+
///
/// Between double quotes a backslash stays unless a backslash or a double quote follows.
package enum ShellWords {
  package struct Fault: Error {
    /// What is missing: `no closing quotation mark`.
    package let message: String
  }

  package static func split(_ text: String) throws(Fault) -> [String] {
    let bytes = Array(text.utf8)
    let words = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(Fault) in try split(buffer) }
    }
    return try words.get()
  }

  static func split(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> [String] {
    var words: [String] = []
    var index = 0
    while true {
      while index < bytes.count, isBlank(bytes[index]) { index += 1 }
      guard index < bytes.count else { return words }
      words.append(String(decoding: try word(bytes, &index), as: UTF8.self))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) throws(Fault) -> [UInt8] {
    var word: [UInt8] = []
    while index < bytes.count, !isBlank(bytes[index]) {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x5C:
        guard index < bytes.count else { throw Fault(message: "no character behind a backslash") }
        word.append(bytes[index])
        index += 1
      case 0x27, 0x22: try quoted(byte, bytes, &index, into: &word)
      default: word.append(byte)
      }
    }
    return word
  }

  private static func quoted(
    _ quote: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, into word: inout [UInt8]
  ) throws(Fault) {
    while index < bytes.count, bytes[index] != quote {
      if quote == 0x22, bytes[index] == 0x5C {
        index += 1
        guard index < bytes.count else { throw Fault(message: "no character behind a backslash") }
        if bytes[index] != 0x5C && bytes[index] != 0x22 { word.append(0x5C) }
      }
      word.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else { throw Fault(message: "no closing quotation mark") }
    index += 1
  }

  /// The word as `split` reads it back; between single quotes only where it must be.
  package static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      Scanner.isAlphanumeric(byte) || "@%+=:,./-_".utf8.contains(byte)
    }
    if isPlain && !word.isEmpty { return word }
    let parts = word.parts(at: 0x27)
    return "'" + parts.joined(separator: #"'"'"'"#) + "'"
  }
}
