/// A regular expression that chooses variables by their names, as patterns that match at least the names that it does:
/// what is no plain letter is `*`.
struct NameExpression {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// One pattern for each alternative at the top; open at both ends unless `^` and `$` close them.
  func patterns(isAnchored: Bool) -> [[UInt8]] {
    alternatives.map { alternative in
      var part = alternative[...]
      let isStart = part.first == 0x5E || isAnchored
      let isEnd = part.last == 0x24
      if part.first == 0x5E { part.removeFirst() }
      if isEnd, !part.isEmpty { part.removeLast() }
      return (isStart ? [] : [0x2A]) + Self.pattern(part) + (isEnd ? [] : [0x2A])
    }
  }

  private var alternatives: [[UInt8]] {
    var depth = 0
    var found: [[UInt8]] = [[]]
    for byte in bytes {
      if byte == 0x28 || byte == 0x5B { depth += 1 }
      if byte == 0x29 || byte == 0x5D { depth -= 1 }
      if byte == 0x7C && depth == 0 { found.append([]) } else { found[found.count - 1].append(byte) }
    }
    return found
  }

  private static func pattern(_ part: ArraySlice<UInt8>) -> [UInt8] {
    var found: [UInt8] = []
    var depth = 0
    var isEscaped = false
    for byte in part {
      if isEscaped {
        // `\w`, `\d` and the like; an escaped sign is in no name.
        found.append(0x2A)
        isEscaped = false
        continue
      }
      switch byte {
      case 0x5C: isEscaped = true
      case 0x28, 0x5B, 0x7B:
        // `{2}` repeats what stands before it.
        if byte == 0x7B && depth == 0 { _ = found.popLast() }
        depth += 1
        found.append(0x2A)
      case 0x29, 0x5D, 0x7D: depth -= 1
      case _ where depth > 0: break
      case 0x3F, 0x2A, 0x2B:
        _ = found.popLast()
        found.append(0x2A)
      default: found.append(NameUses.isNameByte(byte) ? byte : 0x2A)
      }
    }
    return found
  }
}
