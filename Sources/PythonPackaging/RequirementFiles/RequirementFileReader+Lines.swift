extension RequirementFileReader {
  /// A file that is being read.
  struct File {
    /// UTF-8 without byte order mark.
    let bytes: [UInt8]
    let index: Int
    let path: String
    let isConstraint: Bool
    /// The files that led here, outermost first, with this one.
    let chain: [String]
  }

  /// A line's content, and where it comes from.
  struct Content {
    let bytes: UnsafeBufferPointer<UInt8>
    let features: LineScanner.Features
    /// What holds the bytes, and where they start in it.
    let source: [UInt8]
    let start: Int
    let line: Int
    let column: Int
    /// Where more than one line, or a variable, came together.
    let logical: LogicalLine?

    func place(of offset: Int) -> (line: Int, column: Int) {
      if let logical { return logical.place(of: offset) }
      let before = UnsafeBufferPointer(rebasing: bytes[..<min(offset, bytes.count)])
      return (line, column + CodePoints.count(before))
    }
  }

  /// Files with more lines grow their entries as they come.
  private static let reservedLimit = 1 << 17

  mutating func readLines(_ file: File) {
    file.bytes.withUnsafeBufferPointer { bytes in
      // Room for an entry a line: growing step by step would copy them several times.
      let lines = bytes.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
      result.entries.reserveCapacity(result.entries.count + min(lines, Self.reservedLimit))
      var offset = 0
      var number = 1
      while offset < bytes.count, !isStopped {
        let line = LineScanner.line(bytes, from: offset)
        if line.features.isDisjoint(with: [.backslash, .dollar]) {
          readPlain(line, number, bytes, file)
          offset = line.next
          number += 1
        } else {
          readJoined(from: &offset, &number, bytes, file)
        }
      }
    }
  }

  private mutating func readPlain(
    _ line: LineScanner.Line, _ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ file: File
  ) {
    let whole = UnsafeBufferPointer(rebasing: bytes[line.start..<line.end])
    let start = LineScanner.contentStart(whole)
    guard start < whole.count else { return }
    let end = LineScanner.contentEnd(whole, hasHash: line.features.contains(.hash))
    guard start < end else { return }
    if line.features.isDisjoint(with: [.address, .wide, .hash]), start == 0,
      let requirement = plainRequirement(UnsafeBufferPointer(rebasing: whole[..<end]), line.features)
    {
      let source = SourceText(bytes: file.bytes, start: line.start, end: line.start + end)
      result.entries.append(
        RequirementFile.Entry(
          requirement: requirement, isConstraint: file.isConstraint,
          position: .init(file: file.index, line: number, column: 1), source: source, rare: nil))
      return
    }
    let leading = start == 0 ? 0 : CodePoints.count(whole[..<start])
    read(
      Content(
        bytes: UnsafeBufferPointer(rebasing: whole[start..<end]), features: line.features, source: file.bytes,
        start: line.start + start, line: number, column: 1 + leading, logical: nil), file)
  }

  /// What nearly every line of a constraint file is: a name, specifiers and perhaps a marker. nil for everything else,
  /// faults included, which the long way then tells.
  private mutating func plainRequirement(
    _ bytes: UnsafeBufferPointer<UInt8>, _ features: LineScanner.Features
  ) -> Requirement? {
    if features.contains(.dash), Self.optionStart(bytes) != nil { return nil }
    if RequirementLine.mayBeLocal(bytes) { return nil }
    guard features.contains(.semicolon), let semicolon = bytes.firstIndex(of: 0x3B) else {
      return try? Requirement(parsing: bytes)
    }
    let marker = RequirementLine.trimmed((semicolon + 1)..<bytes.count, of: bytes)
    guard !marker.isEmpty, let found = try? markers.marker(UnsafeBufferPointer(rebasing: bytes[marker])) else {
      return nil
    }
    let name = RequirementLine.trimmed(0..<semicolon, of: bytes)
    return try? Requirement(parsing: UnsafeBufferPointer(rebasing: bytes[name]), marker: found)
  }

  /// Lines that go on in the next ones, and variables (pip `join_lines`, `ignore_comments`, `expand_env_variables`).
  private mutating func readJoined(
    from offset: inout Int, _ number: inout Int, _ bytes: UnsafeBufferPointer<UInt8>, _ file: File
  ) {
    let first = number
    var joined = LogicalLine(bytes: [], pieces: [])
    var goesOn = true
    while goesOn, offset < bytes.count {
      let line = LineScanner.line(bytes, from: offset)
      goesOn = joined.join(UnsafeBufferPointer(rebasing: bytes[line.start..<line.end]), line: number)
      offset = line.next
      number += 1
    }
    joined.strip()
    guard !joined.bytes.isEmpty else { return }
    joined.expand(surroundings.variable)
    joined.bytes.withUnsafeBufferPointer { content in
      read(
        Content(
          bytes: content, features: LineScanner.features(content), source: joined.bytes, start: 0, line: first,
          column: joined.pieces.first?.column ?? 1, logical: joined), file)
    }
  }

  // MARK: Content

  private mutating func read(_ content: Content, _ file: File) {
    let dash = content.features.contains(.dash) ? Self.optionStart(content.bytes) : nil
    guard let dash else { return add(content, 0..<content.bytes.count, LineOptions(), file) }
    guard let options = options(content, dash, file) else { return }
    choose(options)
    if dash > 0 { return add(content, 0..<(dash - 1), options, file) }
    if let editable = options.editables.first, !editable.isEmpty {
      return addEditable(editable, content, dash, options, file)
    }
    if let nested = options.requirements.first ?? options.constraints.first {
      let place = content.place(of: dash)
      return include(
        RelativePath.joined(nested, besides: file.path), options.requirements.isEmpty,
        from: .init(file: file.index, line: place.line, column: place.column), chain: file.chain)
    }
    if let wrong = options.trustedHosts.first(where: { TrustedHost.normal($0) == nil }) {
      let message = "`\(wrong)` is no host that could be trusted"
      return report(fault(.invalidOption, message, content, dash..<content.bytes.count, file))
    }
    result.options.apply(options) { location in
      let beside = RelativePath.joined(location, besides: file.path)
      return surroundings.isDirectory(beside) == true ? beside : location
    }
  }

  /// The first word that starts with a hyphen; words stand between blanks.
  static func optionStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for index in bytes.indices where bytes[index] == 0x2D && (index == 0 || bytes[index - 1] == 0x20) { return index }
    return nil
  }

  private mutating func options(_ content: Content, _ start: Int, _ file: File) -> LineOptions? {
    let range = start..<content.bytes.count
    let text = UnsafeBufferPointer(rebasing: content.bytes[range])
    do throws(ShellWords.Fault) {
      let words = try ShellWords.split(text)
      do throws(LineOptions.Fault) {
        return try LineOptions(words)
      } catch {
        report(fault(.invalidOption, error.message, content, range, file, hint: error.hint))
      }
    } catch {
      report(fault(.invalidOption, error.message, content, range, file))
    }
    return nil
  }

  /// Choices between wheels and archives, or kinds of releases, count wherever they stand.
  private mutating func choose(_ options: LineOptions) {
    for choice in options.noBinary {
      if choice.isFirst {
        RequirementFile.Options.choose(
          choice.value, target: &result.options.noBinary, other: &result.options.onlyBinary)
      } else {
        RequirementFile.Options.choose(
          choice.value, target: &result.options.onlyBinary, other: &result.options.noBinary)
      }
    }
    for choice in options.releases {
      if choice.isFirst {
        RequirementFile.Options.choose(
          choice.value, target: &result.options.allReleases, other: &result.options.onlyFinal)
      } else {
        RequirementFile.Options.choose(
          choice.value, target: &result.options.onlyFinal, other: &result.options.allReleases)
      }
    }
  }

  // MARK: Requirements

  private mutating func add(_ content: Content, _ range: Range<Int>, _ options: LineOptions, _ file: File) {
    let bytes = UnsafeBufferPointer(rebasing: content.bytes[range])
    let line = RequirementLine(
      bytes: bytes, isDirectory: surroundings.isDirectory, isProject: surroundings.isProject)
    let isEditable = !options.editables.isEmpty
    if isEditable, file.isConstraint {
      return report(fault(.editableConstraint, "an editable requirement is no constraint", content, range, file))
    }
    do throws(RequirementLine.Fault) {
      let subject =
        isEditable
        ? try line.editableSubject()
        : content.features.contains(.address) || RequirementLine.mayBeLocal(bytes)
          ? try line.subject(&markers) : try line.plainSubject(&markers)
      append(subject, content, range, options, file)
    } catch {
      let wrong = (range.lowerBound + error.start)..<(range.lowerBound + error.end)
      report(fault(.invalidRequirement, error.message, content, wrong, file, text: bytes, hint: error.hint))
    }
  }

  /// An editable requirement is what the shell makes of its word, so that it has only its line as place.
  private mutating func addEditable(
    _ text: String, _ content: Content, _ start: Int, _ options: LineOptions, _ file: File
  ) {
    let bytes = Array(text.utf8)
    let range = start..<content.bytes.count
    let editable = Content(
      bytes: UnsafeBufferPointer(start: nil, count: 0), features: [], source: bytes, start: 0, line: content.line,
      column: content.column, logical: nil)
    if file.isConstraint {
      return report(
        fault(.editableConstraint, "an editable requirement is no constraint", content, range, file))
    }
    bytes.withUnsafeBufferPointer { buffer in
      do throws(RequirementLine.Fault) {
        let subject = try RequirementLine(
          bytes: buffer, isDirectory: surroundings.isDirectory, isProject: surroundings.isProject
        ).editableSubject()
        append(subject, editable, 0..<buffer.count, options, file)
      } catch {
        report(
          fault(.invalidRequirement, error.message, content, range, file, text: buffer, hint: error.hint))
      }
    }
  }

  private mutating func append(
    _ subject: RequirementLine.Subject, _ content: Content, _ range: Range<Int>, _ options: LineOptions, _ file: File
  ) {
    let isPlain = subject.requirement != nil && options.isPlain
    result.entries.append(
      RequirementFile.Entry(
        requirement: subject.requirement, isConstraint: file.isConstraint,
        position: .init(file: file.index, line: content.line, column: content.column),
        source: SourceText(
          bytes: content.source, start: content.start + range.lowerBound, end: content.start + range.upperBound),
        rare: isPlain ? nil : .init(subject, options)))
  }

  private func fault(
    _ kind: RequirementFile.Fault.Kind, _ message: String, _ content: Content, _ range: Range<Int>, _ file: File,
    text: UnsafeBufferPointer<UInt8>? = nil, hint: String? = nil
  ) -> RequirementFile.Fault {
    let start = min(max(range.lowerBound, 0), content.bytes.count)
    let wrong = UnsafeBufferPointer(
      rebasing: content.bytes[start..<min(max(range.upperBound, start), content.bytes.count)])
    let place = content.place(of: start)
    return .init(
      kind, message, at: .init(file: file.index, line: place.line, column: place.column), firstLine: content.line,
      length: CodePoints.count(wrong), text: String(decoding: text ?? wrong, as: UTF8.self), hint: hint)
  }
}
