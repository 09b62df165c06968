/// pip's requirement and constraint files (pip 26.3, `req_file.py`), without disk:
///
///     file     := line*
///     line     := (requirement (" " option)* | option (" " option)*)? comment?
///     nested   := ("-r" | "--requirement" | "-c" | "--constraint") path       on a line without a requirement
///     comment  := (start | white space) "#" ...
///     option   := a word that starts with "-", and all that follows: `LineOptions`
///
/// A line that ends with a backslash goes on in the next, but a comment does not. The requirement's grammar stands in
/// `RequirementLine`, the line ends in `LineScanner`, variables in `LogicalLine.expand`, encodings in `TextDecoding`.
///
/// As in pip: `-r` inside a constraint file includes requirements, of several nested files on a line the first counts,
/// options behind a requirement but `--hash` and `--config-settings` mean nothing. Beyond pip: every fault has a place.
/// Not supported: what an index or a proxy would answer; locale encodings.
package struct RequirementFileReader {
  /// What the text of a file depends upon; all of it the caller's.
  package struct Surroundings {
    /// The bytes of a path, or why there are none.
    package var read: (String) throws(Unreadable) -> [UInt8]
    /// Whether a path is a directory; nil where nobody knows: then what looks like one is one.
    package var isDirectory: (String) -> Bool?
    /// Whether a directory holds a project: `setup.py` or `pyproject.toml`; nil where nobody knows.
    package var isProject: (String) -> Bool?
    /// Environment variables.
    package var variable: (String) -> String?

    package init(
      read: @escaping (String) throws(Unreadable) -> [UInt8], isDirectory: @escaping (String) -> Bool? = { _ in nil },
      isProject: @escaping (String) -> Bool? = { _ in nil }, variable: @escaping (String) -> String? = { _ in nil }
    ) {
      self.read = read
      self.isDirectory = isDirectory
      self.isProject = isProject
      self.variable = variable
    }
  }

  package struct Unreadable: Error {
    package let message: String

    package init(_ message: String) { self.message = message }
  }

  /// Deeper and more inclusions than these are refused.
  package static let depthLimit = 64
  package static let fileLimit = 10_000

  let surroundings: Surroundings
  /// pip's way; otherwise reading goes on behind a fault, but for an editable in a constraint file.
  let stopsAtFirstFault: Bool
  var result = RequirementFile()
  var markers = MarkerCache()
  private var inclusions = 0

  private init(_ surroundings: Surroundings, stopsAtFirstFault: Bool) {
    self.surroundings = surroundings
    self.stopsAtFirstFault = stopsAtFirstFault
  }

  /// Reads a file and everything that it includes.
  ///
  /// - Parameter isConstraint: whether the root is a constraint file.
  package static func read(
    _ root: String, isConstraint: Bool = false, stopsAtFirstFault: Bool = true, _ surroundings: Surroundings
  ) -> RequirementFile {
    var reader = RequirementFileReader(surroundings, stopsAtFirstFault: stopsAtFirstFault)
    reader.include(RelativePath.normalized(root), isConstraint, from: nil, chain: [])
    return reader.result
  }

  /// Reads one text that includes nothing.
  package static func parse(
    _ bytes: [UInt8], path: String, isConstraint: Bool = false, stopsAtFirstFault: Bool = true
  ) -> RequirementFile {
    read(
      path, isConstraint: isConstraint, stopsAtFirstFault: stopsAtFirstFault,
      Surroundings(read: { name throws(Unreadable) in
        guard name == RelativePath.normalized(path) else { throw Unreadable("`\(name)` is not at hand") }
        return bytes
      }))
  }

  // MARK: Files

  var isStopped: Bool {
    guard let last = result.faults.last else { return false }
    return stopsAtFirstFault || last.kind == .editableConstraint
  }

  mutating func report(_ fault: RequirementFile.Fault) { result.faults.append(fault) }

  /// - Parameter chain: the files that led here, outermost first.
  mutating func include(_ path: String, _ isConstraint: Bool, from place: RequirementFile.Position?, chain: [String]) {
    if chain.contains(path) {
      return report(.init(.inclusion, "`\(path)` includes itself", at: place, text: path))
    }
    inclusions += 1
    guard chain.count < Self.depthLimit, inclusions <= Self.fileLimit else {
      return report(.init(.inclusion, "too many files are included", at: place, text: path))
    }
    let index = result.files.firstIndex(of: path) ?? result.files.count
    if index == result.files.count { result.files.append(path) }
    let bytes: [UInt8]
    do throws(Unreadable) {
      bytes = try surroundings.read(path)
    } catch {
      let kind = isConstraint ? "constraint file" : "requirement file"
      return report(.init(.unreadable, "\(kind) `\(path)`: \(error.message)", at: place, text: path))
    }
    do throws(TextDecoding.Fault) {
      let text = try TextDecoding.utf8(bytes)
      readLines(File(bytes: text, index: index, path: path, isConstraint: isConstraint, chain: chain + [path]))
    } catch {
      report(.init(.encoding, "`\(path)` is \(error.message)", at: .init(file: index, line: 1, column: 1)))
    }
  }
}
