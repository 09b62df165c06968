import ConstraintLayers
import JSONText
import PythonPackaging
import SourceCatalogue
import TextFiles

/// What only the constraints request asks for.
extension Request {
  struct ConstraintMembers {
    var venv: String?
    var layers: [GivenLayer] = []
    var environment: [(name: String, value: JSONValue)] = []
    var built: [String] = []
    var adjustments: [Adjustment] = []

    static let keys = ["venv", "layers", "environment", "built", "remove", "replace", "relax"]

    /// Whether the key is one of these.
    mutating func set(_ key: String, _ value: JSONValue) throws(Fault) -> Bool {
      switch key {
      case "venv": if value != .null { venv = try Request.text(value, key) }
      case "layers": layers = try Self.layers(value)
      case "environment": environment = try Request.members(value, key)
      case "built": built = try Request.strings(value, key)
      case "remove": adjustments += try Request.strings(value, key).map { .remove($0) }
      case "relax": adjustments += try Request.strings(value, key).map { .relax($0) }
      case "replace": for line in try Request.strings(value, key) { adjustments.append(try Self.replacement(line)) }
      default: return false
      }
      return true
    }

    private static func replacement(_ text: String) throws(Fault) -> Adjustment {
      guard let requirement = try? Requirement(parsing: text), requirement.extras.isEmpty else {
        throw Fault(message: "`\(text)` is no constraint")
      }
      return .replace(ConstraintLine(requirement, at: Location(file: .caller)))
    }

    private static func layers(_ value: JSONValue) throws(Fault) -> [GivenLayer] {
      guard case .array(let entries) = value else { throw Fault(message: "`layers` is not a list of objects") }
      var layers: [GivenLayer] = []
      for entry in entries {
        let layer = try layer(entry)
        guard !layers.contains(where: { $0.name == layer.name }) else {
          throw Fault(message: "`layers` gives the layer `\(layer.name)` twice")
        }
        layers.append(layer)
      }
      return layers
    }

    /// `{"name": "upper", "file": PATH}`, or `lines` or `text` instead of `file`.
    private static func layer(_ value: JSONValue) throws(Fault) -> GivenLayer {
      guard case .object(let members) = value else { throw Fault(message: "a layer is not an object") }
      var name: String?
      var content: GivenLayer.Content?
      let contents = members.map(\.0).filter { ["file", "lines", "text"].contains($0) }
      guard contents.count <= 1 else {
        throw Fault(
          message: "a layer has one of `file`, `lines` and `text`, not `\(contents.joined(separator: "` and `"))`")
      }
      for (key, value) in members {
        switch key {
        case "name": name = try Request.text(value, "name")
        case "file": content = .file(FileReference(root: -1, path: try Request.text(value, key)))
        case "lines": content = .lines(try Request.strings(value, key))
        case "text": content = .text(try Request.text(value, key), .caller)
        default: throw Fault(message: "unknown key `\(key)` of a layer: it has `name` and `file`, `lines` or `text`")
        }
      }
      guard let name, let content else {
        throw Fault(message: "a layer needs `name`, and one of `file`, `lines` and `text`")
      }
      guard !name.isEmpty else { throw Fault(message: "the name of a layer is empty") }
      return GivenLayer(name: name, content: content)
    }
  }

  /// The one environment that is asked for; nil for all.
  func markerEnvironment() throws(Fault) -> MarkerEnvironment? {
    let variables = try markerVariables()
    guard let python else { return nil }
    guard var environment = MarkerEnvironment(python: python) else {
      throw Fault(message: "`\(python)` is no Python version such as 3.12")
    }
    for (variable, value) in variables { environment.values[variable] = value }
    return environment
  }

  /// What `environment` sets; without `python` every other variable stays open.
  func markerVariables() throws(Fault) -> [Marker.Variable: String] {
    var variables: [Marker.Variable: String] = [:]
    for (name, value) in constraints.environment {
      guard let variable = Marker.Variable(rawValue: name), !variable.isSet else {
        throw Fault(message: "`\(name)` is no marker variable")
      }
      variables[variable] = try Self.text(value, name)
    }
    return variables
  }
}
