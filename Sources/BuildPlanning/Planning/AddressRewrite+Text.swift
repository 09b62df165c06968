/// Addresses inside what pip is given: `name @ git+https://h/x@1.0#egg=x`, `--find-links=https://h/x`.
extension AddressRewrite {
  /// The text with every address in it by the rewrites. pip takes places without a scheme as addresses nowhere, so they
  /// become ones: a path a `file:`, `user@host:path` one of ssh, which only git reads.
  static func apply(_ rewrites: [AddressRewrite], inside text: String) -> String {
    guard !rewrites.isEmpty, text.utf8.contains(0x2F) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard index == 0 || startsAddress(behind: bytes[index - 1]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex(where: endsAddress) ?? bytes.count
      let word = String(decoding: bytes[index..<end], as: UTF8.self)
      guard let found = rewritten(word, rewrites) else {
        if index < bytes.count { result.append(bytes[index]) }
        index += 1
        continue
      }
      result += Array(found.utf8)
      index = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// nil where the word begins no address.
  private static func rewritten(_ word: String, _ rewrites: [AddressRewrite]) -> String? {
    guard hasScheme(word) || word.utf8.first == 0x2F else { return nil }
    let scheme = word.utf8.prefix { $0 != 0x3A && $0 != 0x2F }
    let vcs = scheme.lastIndex(of: 0x2B).map { String(word[...$0]) } ?? ""
    let address = String(word.dropFirst(vcs.count))
    let place = apply(rewrites, to: address)
    guard place != address else { return word }
    if hasScheme(place) { return vcs + place }
    if place.utf8.first == 0x2F { return vcs.isEmpty && address.utf8.first == 0x2F ? place : vcs + "file://" + place }
    guard vcs == "git+", let colon = place.utf8.firstIndex(of: 0x3A) else { return word }
    let path = place[place.utf8.index(after: colon)...]
    return vcs + "ssh://" + place[..<colon] + (path.utf8.first == 0x2F ? "" : "/~/") + path
  }

  private static func startsAddress(behind byte: UInt8) -> Bool { endsAddress(byte) || byte == 0x3D || byte == 0x40 }

  /// White space and quotation marks.
  private static func endsAddress(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x22 || byte == 0x27 }
}

extension Plan {
  /// The plan with the addresses that pip is given by the request's rewrites. A last pass: a digest says what is
  /// installed, wherever it comes from.
  mutating func rewriteAddresses() {
    let rewrites = request.rewrites
    guard !rewrites.isEmpty else { return }
    func all(_ texts: inout [String]) { texts = texts.map { AddressRewrite.apply(rewrites, inside: $0) } }
    for index in venvs.indices {
      all(&venvs[index].constraints.lines)
      all(&venvs[index].pipArguments)
      all(&venvs[index].arguments)
      all(&venvs[index].buildConstraints)
      for place in venvs[index].requirements.indices {
        let argument = venvs[index].requirements[place].argument
        venvs[index].requirements[place].argument = AddressRewrite.apply(rewrites, inside: argument)
      }
    }
    for index in wheels.indices {
      all(&wheels[index].constraints.lines)
      all(&wheels[index].requirements)
      all(&wheels[index].arguments)
      all(&wheels[index].buildConstraints)
    }
  }
}
