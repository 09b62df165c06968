/// The file name of a wheel (PEP 427), with the checks of `packaging.utils.parse_wheel_filename` 26.3:
///
///     filename := name "-" version ("-" build)? "-" interpreters "-" abis "-" platforms ".whl"
///     name     := [\w.]+ without "__"
///     build    := digits text
///     tags     := tag ("." tag)*            an interpreter is a Python identifier
package struct WheelFilename: Hashable, Sendable {
  package struct Build: Hashable, Sendable {
    /// Decimal digits without leading zeros; any length.
    package let number: VersionNumber
    package let text: String
  }

  /// As written: runs of `-`, `_` and `.` of the project's name are `_`.
  package let writtenName: String
  package let version: Version
  package let build: Build?
  package let interpreters: [String]
  package let abis: [String]
  package let platforms: [String]

  package struct Fault: Error, Hashable, Sendable {
    package enum Part: String, Sendable {
      case `extension`, count, name, version, build, tags, order
    }
    package let part: Part
    package let message: String
    /// Code points of the offending part, from 0, the end excluded.
    package let start: Int
    package let end: Int
  }

  /// `PEP 503` form.
  package var canonicalName: String { PackageName.canonical(writtenName) }

  /// `cp311-cp311-linux_x86_64`, in the order of the file name.
  package var tags: [String] {
    interpreters.flatMap { interpreter in
      abis.flatMap { abi in platforms.map { "\(interpreter)-\(abi)-\($0)" } }
    }
  }

  /// - Parameter validatesOrder: refuse compressed tag sets that are not sorted (PEP 425).
  package init(_ filename: String, validatesOrder: Bool = false) throws(Fault) {
    guard filename.utf8.suffix(4).elementsEqual(".whl".utf8) else {
      throw Self.fault(.extension, "the extension must be `.whl`", in: filename)
    }
    let parts = String(decoding: filename.utf8.dropLast(4), as: UTF8.self).parts(at: 0x2D)
    guard parts.count == 5 || parts.count == 6 else {
      throw Self.fault(.count, "five or six parts between hyphens are needed, not \(parts.count)", in: filename)
    }
    func place(_ index: Int) -> Range<Int> {
      let start = parts[..<index].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
      return start..<(start + parts[index].unicodeScalars.count)
    }
    func fault(_ part: Fault.Part, _ message: String, _ index: Int) -> Fault {
      Fault(part: part, message: message, start: place(index).lowerBound, end: place(index).upperBound)
    }
    guard Self.isName(parts[0]) else { throw fault(.name, "`\(parts[0])` is no project name of a wheel", 0) }
    guard let version = Version(parts[1]) else { throw fault(.version, "`\(parts[1])` is no version", 1) }
    writtenName = parts[0]
    self.version = version
    build = parts.count == 6 ? Self.build(parts[2]) : nil
    if parts.count == 6 && build == nil { throw fault(.build, "build tag `\(parts[2])` starts with no digit", 2) }
    let first = parts.count - 3
    let sets = parts[first...].map { $0.parts(at: 0x2E) }
    for (offset, tags) in sets.enumerated() {
      if tags.contains("") { throw fault(.tags, "`\(parts[first + offset])` holds an empty tag", first + offset) }
      if validatesOrder && tags != tags.sorted(by: Self.isBefore) {
        throw fault(.order, "the tags of `\(parts[first + offset])` are not sorted", first + offset)
      }
    }
    if let wrong = sets[0].first(where: { !PythonIdentifier.isValid($0) }) {
      throw fault(.tags, "interpreter tag `\(wrong)` is no identifier", first)
    }
    // Tags are compared in lower case (`packaging.tags.Tag`).
    interpreters = sets[0].map(PythonText.lowercased)
    abis = sets[1].map(PythonText.lowercased)
    platforms = sets[2].map(PythonText.lowercased)
  }

  private static func isBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  private static func fault(_ part: Fault.Part, _ message: String, in filename: String) -> Fault {
    Fault(part: part, message: message, start: 0, end: filename.unicodeScalars.count)
  }

  private static func isName(_ name: String) -> Bool {
    var previous: Unicode.Scalar = " "
    for scalar in name.unicodeScalars {
      guard scalar == "." || PythonIdentifier.isWord(scalar), !(scalar == "_" && previous == "_") else { return false }
      previous = scalar
    }
    return !name.isEmpty
  }

  private static func build(_ text: String) -> Build? {
    let digits = Array(text.utf8.prefix(while: Scanner.isDigit))
    guard !digits.isEmpty else { return nil }
    return Build(
      number: digits.withUnsafeBufferPointer { VersionNumber(digits: $0) },
      // `.` of Python's `re` matches all but a line feed.
      text: String(Substring(text.utf8.dropFirst(digits.count).prefix { $0 != 0x0A })))
  }
}
