extension RequirementFile {
  /// One requirement of a file. Small, because constraint files have thousands: what few lines have stands in `rare`.
  package struct Entry: Sendable {
    /// Its name, extras, specifiers, address and marker; nil where an address or a path tells no name.
    package let requirement: Requirement?
    /// Stands in a constraint file.
    package let isConstraint: Bool
    /// Of the first character of the line.
    package let position: Position
    let source: SourceText
    let rare: Rare?

    /// What most lines do not have; a line without it has a requirement.
    final class Rare: Sendable {
      let isEditable: Bool
      let hashes: [Hash]
      let configSettings: [ConfigSetting]
      /// Of a line without a name.
      let url: String?
      let extras: [String]
      let marker: Marker?

      init(_ subject: RequirementLine.Subject, _ options: LineOptions) {
        isEditable = !options.editables.isEmpty
        hashes = isEditable ? [] : options.hashes
        configSettings = options.configSettings
        url = subject.url
        extras = subject.extras
        marker = subject.marker
      }
    }

    package var isEditable: Bool { rare?.isEditable ?? false }
    package var hashes: [Hash] { rare?.hashes ?? [] }
    package var configSettings: [ConfigSetting] { rare?.configSettings ?? [] }

    /// The address, or a local path as written; nil where an index must be asked.
    package var url: String? { requirement?.url ?? rare?.url }
    /// As written, sorted by their bytes, each once.
    package var extras: [String] { requirement?.extras ?? rare?.extras ?? [] }
    package var marker: Marker? { requirement?.marker ?? rare?.marker }

    /// The requirement as written, environment variables replaced, without options and comment.
    package var text: String { source.text }

    /// The bytes of `text`.
    package func withTextBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      source.withBytes(body)
    }

    /// Has its requirement and nothing beside it: no options, no path or address that tells no name.
    package var isPlain: Bool { rare == nil }

    /// `PEP 503` form of the name.
    package var canonicalName: String? { requirement?.canonicalName }
  }
}

/// A part of a file's bytes that is text only when someone asks for it.
struct SourceText: Sendable {
  let bytes: [UInt8]
  private let start: Int32
  private let end: Int32

  /// Files are far smaller than what 32 bits count (`TextFiles`); a larger one loses its texts and nothing else.
  init(bytes: [UInt8], start: Int, end: Int) {
    self.bytes = bytes
    self.start = Int32(clamping: start)
    self.end = Int32(clamping: end)
  }

  var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { all in
      let start = min(max(Int(start), 0), all.count)
      return body(UnsafeBufferPointer(rebasing: all[start..<min(max(Int(end), start), all.count)]))
    }
  }
}

extension RequirementFile.Entry: CustomStringConvertible {
  /// A line that means the same.
  package var description: String {
    var line = isEditable ? "-e " : ""
    if let requirement, !isEditable, requirement.url == nil || requirement.specifiers.isEmpty {
      line += requirement.description
    } else {
      line += text
    }
    for setting in configSettings {
      line += " --config-settings=\(ShellWords.quoted("\(setting.name)=\(setting.value)"))"
    }
    for hash in hashes { line += " --hash=\(ShellWords.quoted("\(hash.algorithm):\(hash.digest)"))" }
    return line
  }
}
