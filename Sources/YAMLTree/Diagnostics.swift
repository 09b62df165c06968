import Diagnostics
import TextFiles

/// The wording of every finding of this layer.
extension Diagnostic {
  static func unreadableText(_ fault: TextCheck.Fault, in file: TextFile) -> Diagnostic {
    switch fault {
    case .invalidUTF8(let offset):
      return Diagnostic(
        .invalidUTF8, "the file is not UTF-8 from byte \(offset) on", at: file.location(ofByte: offset),
        hint: "save it as UTF-8; Ansible reads no other encoding")
    case .forbidden(let scalar, let offset):
      return Diagnostic(
        .forbiddenCharacter, "the control character U+\(hexadecimal(scalar)) may not stand in a YAML file",
        at: file.location(ofByte: offset), hint: "write it as an escape in double quotes")
    }
  }

  private static func hexadecimal(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  static func yaml(_ fault: EventReader.Fault, in file: TextFile) -> Diagnostic {
    let place = Location(file: file.reference, line: fault.line, column: fault.column)
    switch fault.kind {
    case .syntax(let text):
      let related = fault.context.map {
        [Related($0.text, at: Location(file: file.reference, line: $0.line, column: $0.column))]
      }
      return Diagnostic(
        .yamlSyntax, text, at: place, related: related ?? [],
        hint: text.hasPrefix("found character that cannot") || text.hasPrefix("found a tab character")
          ? "indent with blanks, and quote a value that starts with a special character" : nil)
    case .undefinedAlias: return Diagnostic(.undefinedAlias, "the alias refers to no anchor", at: place)
    case .aliasCycle: return Diagnostic(.aliasCycle, "the alias refers to a node that contains it", at: place)
    case .aliasLimit:
      return Diagnostic(.aliasLimit, "aliases stand for more than \(EventReader.aliasLimit) nodes", at: place)
    case .depth: return Diagnostic(.nestingTooDeep, "nested deeper than \(EventReader.depthLimit) levels", at: place)
    case .multipleDocuments:
      return Diagnostic(
        .multipleDocuments, "a second document starts here", at: place,
        hint: "Ansible refuses variable files with more than one document; nothing of this file is used")
    case .memory: return Diagnostic(.internalError, "no memory for the YAML parser", at: place)
    }
  }

  static func unknownTag(at location: Location) -> Diagnostic {
    Diagnostic(
      .unknownTag, "Ansible cannot construct a value of this tag", at: location,
      hint: "only `!unsafe`, `!vault` and the core tags of YAML 1.1 are known")
  }

  static func unhashableKey(at location: Location) -> Diagnostic {
    Diagnostic(
      .unhashableKey, "a list or mapping cannot be a key", at: location,
      hint: "quote a value that starts with a template: \"{{ ... }}\"")
  }

  static func invalidValue(_ why: String, at location: Location) -> Diagnostic {
    Diagnostic(.invalidYAMLValue, why, at: location, hint: "quote it if it is meant as text")
  }

  static func duplicateKey(_ key: YAMLNode, other: YAMLNode) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "the key `\(key.text)` stands twice in this mapping; the last one wins", at: key.location,
      related: [Related("the value here is lost", at: other.location)])
  }
}
