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
        guard case .bool(let flag) = member else { throw Request.Fault(message: "`selective` is not a boolean") }
        options.isSelective = flag
      case "populated_groups": options.populatedGroups = Set(try Request.strings(member, key))
      case "git_dir": options.gitFolder = try Request.text(member, key)
      case "constraint_overrides": options.overrides = try Request.strings(member, key)
      case "upper_constraints":
        if case .string(let path) = member {
          upperConstraints = path
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

  /// The options, with the lines of the file where one is named.
  func read() throws(ReadFailure) -> RepoBuild.Options {
    guard let upperConstraints else { return options }
    let file = try FileReading.read(upperConstraints, as: FileReference(root: -1, path: upperConstraints))
    var options = options
    options.upperConstraints = file.bytes.split(separator: 0x0A).map { line in
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      return String(decoding: text.last == 0x0D ? text.dropLast() : text, as: UTF8.self)
    }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    return options
  }
}
