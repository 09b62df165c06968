import JSONText
import Reporting
import SourceCatalogue
import TextFiles

/// The member `repo_build` of a request.
struct RepoBuildRequest {
  private(set) var options = RepoBuild.Options()
  /// A file that holds upper-constraints.
  private var upperConstraints: String?

  private static let keys = ["selective", "populated_groups", "git_dir", "constraint_overrides", "upper_constraints"]

  init() {}

  init(_ value: JSONValue) throws(Request.Fault) {
    for (key, member) in try Request.members(value, "repo_build") {
      switch key {
      case "selective":
        options.selective = try Self.views(member)
      case "populated_groups": options.populatedGroups = Set(try Request.strings(member, key))
      case "git_dir": options.gitFolder = try Request.text(member, key)
      case "constraint_overrides": options.overrides = try Request.strings(member, key)
      case "upper_constraints":
        if case .string(let text) = member {
          if Self.isText(text) {
            options.upperConstraints = Self.lines(of: Array(text.utf8))
          } else {
            upperConstraints = text
          }
        } else {
          options.upperConstraints = try Request.strings(member, key)
        }
      default:
        let suggestion = Spelling.suggestion(for: key, among: Self.keys)
        throw Request.Fault(
          message: "unknown key `\(key)` of `repo_build`" + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
      }
    }
  }

  /// One switch for all views, or `{"wheel_list": true, ...}`.
  private static func views(_ value: JSONValue) throws(Request.Fault) -> Set<RepoBuild.SelectiveView> {
    if case .bool(let flag) = value { return flag ? Set(RepoBuild.SelectiveView.allCases) : [] }
    guard case .object(let members) = value else {
      throw Request.Fault(message: "`selective` is neither a boolean nor an object of booleans")
    }
    var views: Set<RepoBuild.SelectiveView> = []
    for (key, member) in members {
      guard let view = RepoBuild.SelectiveView(rawValue: key) else {
        throw Request.unknown(key, known: RepoBuild.SelectiveView.allCases.map(\.rawValue))
      }
      if try Request.flag(member, key) { views.insert(view) }
    }
    return views
  }

  /// Whether a text is that of upper-constraints and not a path.
  private static func isText(_ text: String) -> Bool { text.utf8.contains(0x0A) || text.holds("===") }

  /// The options, with the lines of the file where one is named.
  func read() throws(Fault) -> RepoBuild.Options {
    guard let upperConstraints else { return options }
    var options = options
    do throws(ReadFailure) {
      let file = try FileReading.read(upperConstraints, as: FileReference(root: -1, path: upperConstraints))
      options.upperConstraints = Self.lines(of: file.bytes)
    } catch {
      throw Fault(path: upperConstraints, reason: error)
    }
    return options
  }

  /// Why the file of `upper_constraints` is not there.
  struct Fault: Error {
    let path: String
    let reason: ReadFailure
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).map { line in
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      return String(decoding: text.last == 0x0D ? text.dropLast() : text, as: UTF8.self)
    }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}
