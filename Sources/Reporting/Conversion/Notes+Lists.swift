import TextFiles

/// Comments of lists: which are about a list, and which about what comes behind it.
extension Notes {
  /// Every comment within the value that begins at a place, and at its end.
  func within(_ place: Location) -> [Comment] {
    guard let first = line(Int(place.line), of: place.file) else { return [] }
    let (isList, start) = (Self.isEntry(first), Self.indent(first))
    guard isList else { return [] }
    var found: [Comment] = []
    var number = Int(place.line)
    while let line = line(number, of: place.file) {
      let isPart = Self.indent(line) > start || (Self.indent(line) == start && Self.isEntry(line))
      guard Self.isCommentOrBlank(line) || isPart else { break }
      let text = Self.wholeComment(line) ?? (isPart ? Self.trailing(line) : nil)
      if isPart || text != nil { found.append(Comment(line: number, text: text ?? "")) }
      number += 1
    }
    // What stands behind the last entry is the list's only as far as it ends it.
    let last = found.last { entry in
      line(entry.line, of: place.file).map { !Self.isCommentOrBlank($0) } ?? false
    }
    let own = found.prefix { $0.line <= last?.line ?? Int(place.line) }
    return (own + below(place)).filter { !$0.text.isEmpty }
  }

  /// The comments from the last entry of a flow list over several lines to its bracket.
  func behindFlow(_ place: Location) -> [Comment] {
    var found: [Comment] = []
    var number = Int(place.line) + 1
    if let first = line(number - 1, of: place.file), Self.trimmed(withoutComment(first)).hasSuffix("]") { return [] }
    while let line = line(number, of: place.file), number < Int(place.line) + 500 {
      let text = Self.trimmed(withoutComment(line))
      if let comment = Self.wholeComment(line) ?? (text.hasSuffix("]") ? Self.trailing(line) : nil) {
        found.append(Comment(line: number, text: comment))
      }
      if text.hasSuffix("]") { return found }
      // A key begins something else.
      if !line.hasPrefix(" "), !text.isEmpty { return [] }
      number += 1
    }
    return []
  }

  func withoutComment(_ line: String) -> Substring {
    if Self.wholeComment(line) != nil { return "" }
    return Self.trailingStart(line).map { line[..<$0] } ?? line[...]
  }

  /// The comment lines that end the list, or the requirement file, in which an entry stands.
  func below(_ place: Location) -> [Comment] {
    let isFile = place.file.path.hasSuffix(".txt")
    guard isFile || line(Int(place.line), of: place.file).map(Self.isEntry) == true else { return behindFlow(place) }
    let dash = line(Int(place.line), of: place.file).map(Self.indent) ?? 0
    var (last, number) = (Int(place.line), Int(place.line) + 1)
    var gap: [Int] = []
    while let line = line(number, of: place.file) {
      if Self.isCommentOrBlank(line) {
        gap.append(number)
      } else if isFile || Self.indent(line) > dash || (Self.indent(line) == dash && Self.isEntry(line)) {
        (last, gap) = (number, [])
      } else {
        break
      }
      number += 1
    }
    let own = isFile ? gap : ending(gap, after: last, before: number, of: place.file)
    return texts(own, of: place.file).filter { !$0.text.isEmpty }
  }

  /// Which of the lines between two others are about the list that ends before them: those as deep as its entries where
  /// what follows is not, and otherwise those right behind it, if a blank line follows or they are entries themselves.
  func ending(_ gap: [Int], after last: Int, before next: Int, of file: FileReference) -> [Int] {
    guard let dash = dash(of: last, in: file) else { return [] }
    let following = line(next, of: file)
    let outside = following.map(Self.indent) ?? -1
    if let following, outside > dash || (outside == dash && Self.isEntry(following)) { return [] }
    let adjacent = gap.prefix { line($0, of: file).flatMap(Self.wholeComment) != nil }
    let isApart = following == nil || adjacent.count < gap.count
    let entries = gap.prefix { line($0, of: file).flatMap(Self.wholeComment)?.hasPrefix("- ") == true }
    let behind = isApart ? adjacent : entries
    return gap.filter { number in
      guard let line = line(number, of: file), Self.wholeComment(line) != nil else { return false }
      return behind.contains(number) || (Self.indent(line) >= dash && dash > outside)
    }
  }

  /// How deep the entry of a list stands whose last line this is; nil for any other line.
  func dash(of number: Int, in file: FileReference) -> Int? {
    var number = number
    var least = Int.max
    while let line = line(number, of: file), least > 0 {
      if !Self.isCommentOrBlank(line) {
        let own = Self.indent(line)
        if own < least, Self.isEntry(line) { return own }
        least = min(least, own)
      }
      number -= 1
    }
    return nil
  }

  func texts(_ numbers: [Int], of file: FileReference) -> [Comment] {
    numbers.map { Comment(line: $0, text: line($0, of: file).flatMap(Self.wholeComment) ?? "") }
  }
}
