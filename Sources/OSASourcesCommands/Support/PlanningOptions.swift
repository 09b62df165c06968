import ArgumentParser
import BuildPlanning
import ConstraintLayers
import Diagnostics
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

/// What a plan is made with.
struct PlanningOptions: ParsableArguments {
  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Build wheels of every dependency too, for installing without an index.")
  var allWheels = false

  @Flag(help: "Plan without the network: nothing is taken from an index.")
  var noNetwork = false

  @Option(help: ArgumentHelp("Replace a base URL, such as that of a mirror; may be repeated.", valueName: "FROM=TO"))
  var rewrite: [String] = []

  @Option(
    help: ArgumentHelp("The commit that a branch or tag was resolved to; may be repeated.", valueName: "NAME=SHA"))
  var commit: [String] = []

  @Option(help: ArgumentHelp("Text of a constraint layer; may be repeated.", valueName: "NAME=FILE"))
  var layer: [String] = []

  @OptionGroup var fetched: FetchedLayerOptions

  /// The request, and what is wrong with the inventory.
  func request() throws -> (PlanRequest, [Diagnostic]) {
    var (request, found) = try selection.request()
    request.allWheels = allWheels
    request.isOffline = noNetwork
    request.rewrites = try AddressRewrite.all(rewrite)
    for (name, value) in try Self.pairs(commit, of: "--commit") {
      guard Reference.isObjectName(value) else {
        throw Failure("`--commit \(TerminalText.escaped(URLText.redacted(name)))` is not 40 or 64 hexadecimal digits")
      }
      request.commits[name] = value
    }
    try LayerFiles.checkNames(layer)
    for (name, value) in try Self.pairs(layer, of: "--layer") {
      guard FileReading.exists(value) else {
        throw Failure("`\(TerminalText.escaped(URLText.redacted(value)))` does not exist")
      }
      request.layers.append(GivenLayer(name: name, content: .file(FileReference(root: -1, path: value))))
    }
    request.sourceFiles = try fetched.files()
    return (request, found)
  }

  private static func pairs(_ texts: [String], of option: String) throws -> [(String, String)] {
    try texts.map { text in
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Failure("`\(option) \(TerminalText.escaped(URLText.redacted(text)))` is not NAME=VALUE")
      }
      return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
  }
}
