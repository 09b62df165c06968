import ArgumentParser
import BuildPlanning
import ConstraintLayers
import Diagnostics
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

/// What a plan is made for.
struct PlanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Machines that install, such as debian-12-x86_64 or ubuntu-24.04-aarch64-3.12; may be repeated. This machine where none is given.",
      valueName: "TARGET"))
  var target: [String] = []

  @Option(help: ArgumentHelp("Plan this service's venv; may be repeated.", valueName: "NAME"))
  var service: [String] = []

  @Option(help: ArgumentHelp("Plan what this inventory group's hosts get; may be repeated.", valueName: "NAME"))
  var group: [String] = []

  @Option(help: ArgumentHelp("Plan what this host gets, with --inventory; may be repeated.", valueName: "NAME"))
  var host: [String] = []

  @Option(help: "An inventory in INI, YAML or JSON: groups without hosts get nothing.", completion: .file())
  var inventory: String?

  @Option(
    help: ArgumentHelp(
      "Install this optional set, of every venv or as VENV.SET, or all; may be repeated.", valueName: "SET"))
  var optional: [String] = []

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

  /// The request, and what is wrong with the inventory.
  func request() throws -> (PlanRequest, [Diagnostic]) {
    var request = PlanRequest(targets: try targets())
    request.selection = PlanRequest.Selection(services: service, groups: group, hosts: host)
    request.optional = optional
    request.allWheels = allWheels
    request.isOffline = noNetwork
    request.rewrites = try rewrite.map { text in
      guard let rewrite = AddressRewrite(text) else {
        throw Failure("`--rewrite` takes FROM=TO, two base URLs")
      }
      return rewrite
    }
    for (name, value) in try Self.pairs(commit, of: "--commit") {
      guard Reference.isObjectName(value) else {
        throw Failure("`--commit \(TerminalText.escaped(URLText.redacted(name)))` is not 40 or 64 hexadecimal digits")
      }
      request.commits[name] = value
    }
    try LayerFiles.checkNames(layer)
    for (name, value) in try Self.pairs(layer, of: "--layer") {
      guard FileReading.exists(value) else { throw Failure("`\(TerminalText.escaped(value))` does not exist") }
      request.layers.append(GivenLayer(name: name, content: .file(FileReference(root: -1, path: value))))
    }
    guard let inventory else { return (request, []) }
    do throws(ReadFailure) {
      let reading = try InventoryReader.read(inventory)
      request.inventory = reading.inventory
      return (request, reading.diagnostics)
    } catch {
      throw Failure("the inventory `\(TerminalText.escaped(inventory))` cannot be read: \(error)")
    }
  }

  private func targets() throws -> [Target] {
    guard !target.isEmpty else {
      guard let machine = Machine.target() else {
        throw Failure("this machine does not say what it is: give --target")
      }
      return [machine]
    }
    return try target.map { text in
      guard let target = Target(text) else {
        throw Failure(
          "`--target \(TerminalText.escaped(URLText.redacted(text)))` is not DISTRIBUTION-VERSION-ARCHITECTURE[-PYTHON]"
        )
      }
      return target
    }
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
