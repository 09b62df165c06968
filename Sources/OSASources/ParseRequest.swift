import JSONText
import Reporting

/// A request to take one text or file apart: exactly one of the subjects, then what belongs to it.
struct ParseRequest {
  enum Subject: String, CaseIterable {
    case requirement
    case wheelFilename = "wheel_filename"
    case sdistFilename = "sdist_filename"
    case url
    /// A path, `-r` and `-c` inside followed.
    case requirementFile = "requirement_file"
  }

  private(set) var subject = Subject.requirement
  private(set) var text = ""
  /// The file is a constraint file.
  private(set) var isConstraint = false
  /// How the entries are answered: `true` as objects, `"columns"` as a few long texts, `false` their number alone.
  private(set) var layout = ParseDocument.EntryLayout.objects
  /// Environment variables of a requirement file.
  private(set) var variables: [String: String] = [:]

  private static let keys = Subject.allCases.map(\.rawValue) + ["constraint", "entries", "variables"]

  init(_ bytes: [UInt8]) throws(Request.Fault) {
    var subjects = 0
    for (key, value) in try Request.members(of: bytes) {
      if let subject = Subject(rawValue: key) {
        self.subject = subject
        text = try Request.text(value, key)
        subjects += 1
      } else {
        try set(key, value)
      }
    }
    guard subjects == 1 else {
      let names = Subject.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw Request.Fault(message: "one of \(names) is needed, not \(subjects)")
    }
  }

  private mutating func set(_ key: String, _ value: JSONValue) throws(Request.Fault) {
    switch key {
    case "constraint": isConstraint = try Request.flag(value, key)
    case "entries":
      if value == .string("columns") {
        layout = .columns
      } else {
        layout = try Request.flag(value, key) ? .objects : .none
      }
    case "variables":
      guard case .object(let members) = value else { throw Request.Fault(message: "`\(key)` is not an object") }
      for (name, value) in members { variables[name] = try Request.text(value, name) }
    default: throw Request.unknown(key, known: Self.keys)
    }
  }
}
