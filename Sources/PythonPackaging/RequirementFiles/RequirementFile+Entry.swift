extension RequirementFile {
  /// One requirement of a file.
  package struct Entry: Sendable {
    /// Its name, extras, specifiers, address and marker; nil where an address or a path tells no name.
    package let requirement: Requirement?
    /// The address, or a local path as written; nil where an index must be asked.
    package let url: String?
    /// As written, sorted by their bytes, each once.
    package let extras: [String]
    package let marker: Marker?
    package let isEditable: Bool
    /// Stands in a constraint file.
    package let isConstraint: Bool
    package let hashes: [Hash]
    package let configSettings: [ConfigSetting]
    /// Of the first character of the line.
    package let position: Position
    let source: SourceText

    /// The requirement as written, environment variables replaced, without options and comment.
    package var text: String { source.text }

    /// `PEP 503` form of the name.
    package var canonicalName: String? { requirement?.canonicalName }
  }
}

/// A part of a file's bytes that is text only when someone asks for it.
struct SourceText: Sendable {
  let bytes: [UInt8]
  let start: Int
  let end: Int

  var text: String {
    let start = min(max(start, 0), bytes.count)
    return String(decoding: bytes[start..<min(max(end, start), bytes.count)], as: UTF8.self)
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
