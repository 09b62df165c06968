import JSONText
import SourceCatalogue
import TextFiles

/// A request document taken apart; every unknown key and every wrong type is an error that says so.
struct Request {
  var paths: [String] = []
  var variables: [(name: String, value: JSONValue)] = []
  /// The same variables before templating, where the caller knows.
  var written: [(name: String, value: JSONValue)] = []
  /// From where the play sees these variables, and which of them its command line gave.
  var views: [CallerVariables.View] = []
  var extraVariables: [String] = []
  /// What Ansible made of what the view `undecided` listed.
  var templated: [Undecided: VariableValue] = [:]
  var view = "catalogue"
  /// Whether the request names a view, which only that of a catalogue may.
  private(set) var namesView = false
  var select: [String]?
  var candidates: [String] = []
  var python: String?
  var strict = false
  /// The release whose `py_pkgs` is reproduced; nil for none.
  var legacyQuirks: LegacyRelease?
  var repoBuild = RepoBuildRequest()
  var constraints = ConstraintMembers()

  struct Fault: Error {
    let message: String
  }

  private static let keys =
    [
      "paths", "variables", "written", "seen_from", "extra_vars", "templated", "view", "select", "candidates", "python",
      "strict",
      "legacy_quirks",
      "repo_build",
    ] + ConstraintMembers.keys

  /// `others` takes the keys that only one function knows; it says whether it did.
  init(
    _ bytes: [UInt8], others keys: [String] = [],
    _ others: (_ key: String, _ value: JSONValue) throws(Fault) -> Bool = { _, _ in false }
  ) throws(Fault) {
    for (key, value) in try Self.members(of: bytes) where try !others(key, value) {
      try set(key, value, known: Self.keys + keys)
    }
  }

  /// The members of a request document.
  static func members(of bytes: [UInt8]) throws(Fault) -> [(String, JSONValue)] {
    let value: JSONValue
    do throws(JSONParseError) {
      value = try JSONValue(parsing: bytes, refusingTwice: true)
    } catch {
      throw Fault(message: "the request is not JSON: \(error.description)")
    }
    guard case .object(let members) = value else { throw Fault(message: "the request is not a JSON object") }
    return members
  }

  private mutating func set(_ key: String, _ value: JSONValue, known: [String]) throws(Fault) {
    switch key {
    case "paths": paths = try Self.strings(value, key)
    case "variables": variables = try Self.members(value, key)
    case "written": written = try Self.members(value, key)
    case "seen_from": views = try Self.views(value, key)
    case "extra_vars": extraVariables = try Self.strings(value, key)
    case "templated": templated = try Self.templated(value, key)
    case "view":
      view = try Self.text(value, key)
      namesView = true
    case "select": if value != .null { select = try Self.strings(value, key) }
    case "candidates": candidates = try Self.strings(value, key)
    case "python": if value != .null { python = try Self.text(value, key) }
    case "strict":
      strict = try Self.flag(value, key)
    case "repo_build": repoBuild = try RepoBuildRequest(value)
    case "legacy_quirks": legacyQuirks = try Self.release(value, key)
    default: guard try constraints.set(key, value) else { throw Self.unknown(key, known: known) }
    }
  }

  /// Refuses a view where there are none: whoever asks for one would take the answer for it.
  func checkNoView() throws(Fault) {
    if namesView { throw Fault(message: "unknown key `view`: only a catalogue has views") }
  }

  static func unknown(_ key: String, known: [String]) -> Fault {
    let suggestion = Spelling.suggestion(for: key, among: known)
    return Fault(message: "unknown key `\(key)`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
  }

  static func flag(_ value: JSONValue, _ key: String) throws(Fault) -> Bool {
    guard case .bool(let flag) = value else { throw Fault(message: "`\(key)` is not a boolean") }
    return flag
  }

  /// False is no release and true the first that most deployers had.
  private static func release(_ value: JSONValue, _ key: String) throws(Fault) -> LegacyRelease? {
    switch value {
    case .null, .bool(false): return nil
    case .bool(true): return .pike
    case .string(let text):
      if let release = LegacyRelease(rawValue: text) { return release }
      let known = LegacyRelease.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw Fault(message: "`\(key)` is `\(text)`, not one of \(known)")
    default: throw Fault(message: "`\(key)` is neither a boolean nor a release")
    }
  }

  static func text(_ value: JSONValue, _ key: String) throws(Fault) -> String {
    guard case .string(let text) = value else { throw Fault(message: "`\(key)` is not a string") }
    return text
  }

  static func strings(_ value: JSONValue, _ key: String) throws(Fault) -> [String] {
    guard case .array(let entries) = value else { throw Fault(message: "`\(key)` is not a list of strings") }
    var strings: [String] = []
    for entry in entries { strings.append(try text(entry, key)) }
    return strings
  }

  static func members(_ value: JSONValue, _ key: String) throws(Fault) -> [(name: String, value: JSONValue)] {
    guard case .object(let members) = value else { throw Fault(message: "`\(key)` is not an object") }
    return members.map { ($0.0, $0.1) }
  }

  /// `[{"host": "infra1", "groups": ["nova_all"], "roles": ["os_nova"]}]`.
  private static func views(_ value: JSONValue, _ key: String) throws(Fault) -> [CallerVariables.View] {
    guard case .array(let entries) = value else { throw Fault(message: "`\(key)` is not a list of objects") }
    var views: [CallerVariables.View] = []
    for entry in entries {
      var host: String?
      var (groups, roles): ([String], [String]) = ([], [])
      for (name, value) in try members(entry, key) {
        switch name {
        case "host": host = try text(value, "host")
        case "groups": groups = try strings(value, "groups")
        case "roles": roles = try strings(value, "roles")
        default: throw unknown(name, known: ["host", "groups", "roles"])
        }
      }
      views.append(CallerVariables.View(host: host, groups: Set(groups), roles: Set(roles)))
    }
    return views
  }

  /// The caller's variables for the reader.
  var caller: CallerVariables {
    func values(_ members: [(name: String, value: JSONValue)], isFinished: Bool) -> [String: VariableValue] {
      Dictionary(
        members.map { ($0.name, VariableValue($0.value, isFinished: isFinished)) }, uniquingKeysWith: { $1 })
    }
    return CallerVariables(
      values: values(variables, isFinished: true), written: values(written, isFinished: false), views: views,
      extraVariables: Set(extraVariables), templated: templated)
  }

  /// `[{"role": "os_nova", "text": "{{ ... }}", "value": ...}]`.
  private static func templated(_ value: JSONValue, _ key: String) throws(Fault) -> [Undecided: VariableValue] {
    guard case .array(let entries) = value else { throw Fault(message: "`\(key)` is not a list of objects") }
    var found: [Undecided: VariableValue] = [:]
    for entry in entries {
      var (role, written, finished): (String?, String?, VariableValue?) = (nil, nil, nil)
      for (name, value) in try members(entry, key) {
        switch name {
        case "role": if value != .null { role = try text(value, "role") }
        case "text": written = try text(value, "text")
        case "value": finished = VariableValue(value)
        default: throw unknown(name, known: ["role", "text", "value"])
        }
      }
      guard let written, let finished else { throw Fault(message: "an entry of `\(key)` needs `text` and `value`") }
      found[Undecided(role: role, text: written)] = finished
    }
    return found
  }
}

extension VariableValue {
  /// A value from the caller; a finished one is never a template.
  init(_ value: JSONValue, isFinished: Bool = true) {
    let location = Location(file: .caller)
    switch value {
    case .null: self.init(.null, at: location)
    case .bool(let flag): self.init(.bool(flag), at: location)
    case .number(let text): self.init(.scalar(text), at: location)
    case .string(let text): self.init(.string(text), at: location, isUnsafe: isFinished)
    case .array(let entries):
      self.init(.list(entries.map { VariableValue($0, isFinished: isFinished) }), at: location)
    case .object(let members):
      let entries = members.map {
        Entry(key: $0.0, keyLocation: location, value: VariableValue($0.1, isFinished: isFinished))
      }
      self.init(.mapping(entries), at: location)
    }
  }
}
