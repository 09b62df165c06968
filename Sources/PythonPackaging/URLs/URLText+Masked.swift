extension URLText {
  /// The text with as many characters as before, those of secrets in addresses as `*`: what stands before the `@` (but
  /// for `git@`, an account of ssh and references to variables) and the values of a query. For lines that are shown with a column.
  package static func masked(_ text: String) -> String {
    guard text.firstBytes(of: "://") != nil else { return text }
    var bytes = Array(text.utf8)
    var place = 0
    while let start = authority(in: bytes, from: place) {
      let end = bytes[start...].firstIndex(where: endsAddress) ?? bytes.count
      let path = bytes[start..<end].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? end
      if let at = bytes[start..<path].lastIndex(of: 0x40) {
        let isAccount = isSSH(scheme(bytes, before: start - 3)) && !bytes[start..<at].contains(0x3A)
        if !isAccount { maskUser(&bytes, start..<at) }
      }
      maskQuery(&bytes, path..<end)
      place = end
    }
    return String(decoding: withoutContinuations(bytes), as: UTF8.self)
  }

  /// Stands for one byte of a secret until the end: no text holds it, since no UTF-8 does.
  private static let mask: UInt8 = 0xFF
  /// A byte that goes: its character is masked already.
  private static let nothing: UInt8 = 0xFE

  private static func withoutContinuations(_ bytes: [UInt8]) -> [UInt8] {
    bytes.compactMap { $0 == nothing ? nil : $0 == mask ? 0x2A : $0 }
  }

  private static func authority(in bytes: [UInt8], from place: Int) -> Int? {
    var index = place
    while index + 2 < bytes.count {
      if bytes[index] == 0x3A && bytes[index + 1] == 0x2F && bytes[index + 2] == 0x2F { return index + 3 }
      index += 1
    }
    return nil
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x3C || byte == 0x3E
  }

  private static func maskUser(_ bytes: inout [UInt8], _ range: Range<Int>) {
    let user = bytes[range]
    if user.elementsEqual("git".utf8) || (user.contains(0x7B) && user.contains(0x7D)) { return }
    hide(&bytes, range)
  }

  private static func maskQuery(_ bytes: inout [UInt8], _ range: Range<Int>) {
    guard let question = bytes[range].firstIndex(of: 0x3F) else { return }
    var isValue = false
    for index in question..<range.upperBound {
      switch bytes[index] {
      case 0x3D: isValue = true
      case 0x26, 0x23: isValue = false
      default: if isValue { hide(&bytes, index..<(index + 1)) }
      }
    }
  }

  private static func hide(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for index in range { bytes[index] = bytes[index] & 0xC0 == 0x80 ? nothing : mask }
  }
}
