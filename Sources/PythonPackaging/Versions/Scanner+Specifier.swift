/// PEP 440, as the regular expression of `packaging.specifiers` takes it; \s is Python's white space:
///
///     specifier := "===" \s* [^\s;)]*
///                | ("==" | "!=") \s* version (".*" directly behind the release)?
///                | "~=" \s* version with two release components or more, no local part
///                | ("<=" | ">=" | "<" | ">") \s* version without local part
extension Scanner {
  /// Reads the longest specifier there is; nil, and nothing read, where none starts.
  mutating func specifier() -> Specifier? {
    let start = index
    guard let kind = specifierOperator() else { return nil }
    let behind = index
    skipWhitespace()
    if kind == .arbitrary { return arbitrary(behind) }
    let textStart = index
    if let found = versioned(kind, from: textStart) { return found }
    index = start
    return nil
  }

  /// `===` only where no version can follow `==`: that is always, since `=` starts none.
  private mutating func specifierOperator() -> Specifier.Operator? {
    guard let first = current else { return nil }
    switch (first, peek(1), peek(2)) {
    case (0x3D, 0x3D, 0x3D): return advance(3, .arbitrary)
    case (0x3D, 0x3D, _): return advance(2, .equal)
    case (0x21, 0x3D, _): return advance(2, .notEqual)
    case (0x7E, 0x3D, _): return advance(2, .compatible)
    case (0x3C, 0x3D, _): return advance(2, .lessOrEqual)
    case (0x3E, 0x3D, _): return advance(2, .greaterOrEqual)
    case (0x3C, _, _): return advance(1, .less)
    case (0x3E, _, _): return advance(1, .greater)
    default: return nil
    }
  }

  private mutating func advance(_ count: Int, _ kind: Specifier.Operator) -> Specifier.Operator {
    index += count
    return kind
  }

  private mutating func arbitrary(_ behind: Int) -> Specifier {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x3B || byte == 0x29 || byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { break }
      if (byte >= 0x1C && byte <= 0x1F) || (byte >= 0x80 && Self.wideSpace(bytes, at: index) != nil) { break }
      index += 1
    }
    let content = UnsafeBufferPointer(rebasing: bytes[start..<index])
    return Specifier(
      .arbitrary, text: text(from: start, to: index), version: Version(parsing: content), isWildcard: false)
  }

  private mutating func versioned(_ kind: Specifier.Operator, from start: Int) -> Specifier? {
    let isEquality = kind == .equal || kind == .notEqual
    guard let version = version(isEquality ? .plain : .withoutLocal) else { return nil }
    if kind == .compatible && version.release.count < 2 { return nil }
    var isWildcard = false
    if isEquality, current == 0x2E, peek(1) == 0x2A, version.isReleaseOnly {
      isWildcard = true
      index += 2
    }
    return Specifier(kind, text: text(from: start, to: index), version: version, isWildcard: isWildcard)
  }
}

extension Version {
  /// No pre-, post- or development release and no local part.
  var isReleaseOnly: Bool { pre == nil && post == nil && dev == nil && local == nil }
}
