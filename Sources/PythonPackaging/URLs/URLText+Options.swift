/// Options of commands: what is told pip besides.
extension URLText {
  /// Options of a command without their secrets: those of addresses, values of what is called a secret, and passwords of
  /// places that are written without a scheme, as a proxy's may be: `--proxy user:****@proxy:3128`.
  package static func redactedOptions(_ text: String) -> String { redactedOptions(text, keepsQueries: false) }

  /// The same of words that a shell has split: a value may be a word of its own.
  package static func redactedOptions(_ words: [String]) -> [String] { redactedOptions(words, keepsQueries: false) }

  /// What tells options apart that are not the same: nothing secret, but for queries, in which everything may be.
  package static func identity(ofOptions words: [String]) -> [String] { redactedOptions(words, keepsQueries: true) }

  private static func redactedOptions(_ words: [String], keepsQueries: Bool) -> [String] {
    words.indices.map { index in
      let isValue = index > 0 && isSecretOption(words[index - 1]) && words[index].utf8.first != 0x2D
      return isValue && !words[index].isEmpty ? "****" : redactedOptions(words[index], keepsQueries: keepsQueries)
    }
  }

  private static func redactedOptions(_ text: String, keepsQueries: Bool) -> String {
    let bytes = Array(text.utf8)
    let all = secrets(bytes, keepsQueries: keepsQueries) + options(bytes) + proxies(bytes)
    return redacted(text, bytes, inOrder(all))
  }

  private static func isSecretOption(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return bytes.starts(with: [0x2D, 0x2D]) && bytes.allSatisfy(isNameByte) && isSecret(bytes[...])
  }

  // MARK: Values of what is called a secret

  /// `--password x`, `--token=x`, `--config-settings=token=x`, `-C token=x`.
  static func options(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in bytes.indices {
      if bytes[index] == 0x3D, let value = setting(bytes, equals: index) { found.append(value) }
      if bytes[index] == 0x2D, let value = option(bytes, at: index) { found.append(value) }
    }
    return found
  }

  /// The value behind `=`. `==` belongs to a requirement.
  private static func setting(_ bytes: [UInt8], equals: Int) -> Range<Int>? {
    var start = equals
    while start > 0, isNameByte(bytes[start - 1]) { start -= 1 }
    guard start < equals, isSecret(bytes[start..<equals]), equals + 1 < bytes.count, bytes[equals + 1] != 0x3D else {
      return nil
    }
    let quote = start > 0 && isQuote(bytes[start - 1]) ? bytes[start - 1] : nil
    return value(bytes, from: equals + 1, upTo: quote)
  }

  /// The word behind `--name`.
  private static func option(_ bytes: [UInt8], at start: Int) -> Range<Int>? {
    guard start + 2 < bytes.count, bytes[start + 1] == 0x2D, start == 0 || endsAddress(bytes[start - 1]),
      let end = bytes[start...].firstIndex(where: { !isNameByte($0) }), isBlank(bytes[end]),
      isSecret(bytes[start..<end]),
      let next = bytes[end...].firstIndex(where: { !isBlank($0) }), bytes[next] != 0x2D
    else { return nil }
    return value(bytes, from: next)
  }

  /// A word, or what stands between quotation marks; `quote` was opened before it.
  private static func value(_ bytes: [UInt8], from start: Int, upTo quote: UInt8? = nil) -> Range<Int>? {
    let isQuoted = quote == nil && isQuote(bytes[start])
    let quote = isQuoted ? bytes[start] : quote
    let start = isQuoted ? start + 1 : start
    let stop =
      quote.map { bytes[start...].firstIndex(of: $0) ?? bytes.count } ?? end(bytes, from: start, where: endsAddress)
    return start == stop || isReference(bytes[start..<stop]) ? nil : start..<stop
  }

  private static func isNameByte(_ byte: UInt8) -> Bool { Scanner.isAlphanumeric(byte) || Scanner.isSeparator(byte) }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  // MARK: Proxies

  /// `user:password@place`, behind `--option=` or not, in each word; what holds an address was looked at.
  private static func proxies(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 <= 0x20 || isQuote($0) } ?? bytes.count
      if let password = password(bytes[start..<end]) { found.append(password) }
      start = end + 1
    }
    return found
  }

  private static func password(_ word: ArraySlice<UInt8>) -> Range<Int>? {
    guard let at = word.lastIndex(of: 0x40), let colon = word[..<at].firstIndex(of: 0x3A), colon + 1 < at,
      !word.contains("//"), word[..<at].firstIndex(of: 0x2F) == nil
    else { return nil }
    return (colon + 1)..<at
  }
}
