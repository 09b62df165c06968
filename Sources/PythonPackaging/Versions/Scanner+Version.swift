/// PEP 440, appendix B, letters in any case:
///
///     version := "v"? (digits "!")? digits ("." digits)* pre? post? dev? local?
///     pre     := [-_.]? ("alpha" | "a" | "beta" | "b" | "preview" | "pre" | "c" | "rc") [-_.]? digits?
///     post    := "-" digits | [-_.]? ("post" | "rev" | "r") [-_.]? digits?
///     dev     := [-_.]? "dev" [-_.]? digits?
///     local   := "+" alphanumerics ([-_.] alphanumerics)*
extension Scanner {
  /// Where a version stands decides what it may hold.
  enum VersionPlace {
    /// By itself, or behind `==` and `!=`.
    case plain
    /// Behind `<`, `<=`, `>`, `>=`, `~=`: a local part is left unread.
    case withoutLocal
  }

  /// Reads the longest version there is, as the regular expression of `packaging` would; nil where none starts.
  mutating func version(_ place: VersionPlace) -> Version? {
    if current == 0x76 || current == 0x56 { index += 1 }
    guard var number = digits() else { return nil }
    var epoch = VersionNumber.zero
    if current == 0x21, let next = peek(1), Self.isDigit(next) {
      index += 1
      epoch = number
      guard let first = digits() else { return nil }
      number = first
    }
    var version = Version(release: release(from: number))
    var parts = Version.Parts()
    parts.epoch = epoch
    if let next = current, Self.isSeparator(next) || Self.isAlphanumeric(next) || next == 0x2B {
      parts.pre = pre()
      parts.post = post()
      parts.dev = dev()
      if place == .plain { parts.local = local() }
    }
    if !parts.isEmpty { version.parts = parts }
    return version
  }

  /// The first number and all that follow, in one allocation.
  private mutating func release(from first: VersionNumber) -> [VersionNumber] {
    var count = 1
    var end = index
    while end + 1 < bytes.count, bytes[end] == 0x2E, Self.isDigit(bytes[end + 1]) {
      count += 1
      end += 2
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    }
    var release: [VersionNumber] = []
    release.reserveCapacity(count)
    release.append(first)
    while release.count < count {
      index += 1
      guard let number = digits() else { break }
      release.append(number)
    }
    return release
  }

  mutating func digits() -> VersionNumber? {
    let start = index
    while let byte = current, Self.isDigit(byte) { index += 1 }
    guard index > start else { return nil }
    return VersionNumber(digits: UnsafeBufferPointer(rebasing: bytes[start..<index]))
  }

  private mutating func skipSeparator() {
    if let byte = current, Self.isSeparator(byte) { index += 1 }
  }

  /// The number behind a word, with its separator; zero where there is none.
  private mutating func trailingNumber() -> VersionNumber {
    skipSeparator()
    return digits() ?? .zero
  }

  private mutating func pre() -> Version.Pre? {
    let start = index
    skipSeparator()
    let kind: Version.PreKind
    if acceptWord("alpha") || acceptWord("a") {
      kind = .alpha
    } else if acceptWord("beta") || acceptWord("b") {
      kind = .beta
    } else if acceptWord("preview") || acceptWord("pre") || acceptWord("c") || acceptWord("rc") {
      kind = .candidate
    } else {
      index = start
      return nil
    }
    return Version.Pre(kind: kind, number: trailingNumber())
  }

  private mutating func post() -> VersionNumber? {
    let start = index
    if accept(0x2D), let number = digits() { return number }
    index = start
    skipSeparator()
    guard acceptWord("post") || acceptWord("rev") || acceptWord("r") else {
      index = start
      return nil
    }
    return trailingNumber()
  }

  private mutating func dev() -> VersionNumber? {
    let start = index
    skipSeparator()
    guard acceptWord("dev") else {
      index = start
      return nil
    }
    return trailingNumber()
  }

  private mutating func local() -> [Version.LocalPart]? {
    guard current == 0x2B, let first = peek(1), Self.isAlphanumeric(first) else { return nil }
    index += 1
    var parts: [Version.LocalPart] = []
    repeat {
      let start = index
      while let byte = current, Self.isAlphanumeric(byte) { index += 1 }
      let part = UnsafeBufferPointer(rebasing: bytes[start..<index])
      if part.allSatisfy(Self.isDigit) {
        parts.append(.number(VersionNumber(digits: part)))
      } else {
        parts.append(.text(part.map(Self.lowercased)))
      }
      guard let separator = current, Self.isSeparator(separator), let next = peek(1), Self.isAlphanumeric(next) else {
        return parts
      }
      index += 1
    } while true
  }
}
