import ArgumentParser
import BuildPlanning
import Diagnostics
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

/// What a plan is made for: machines, services, hosts.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Machines that install, such as debian-12-x86_64 or ubuntu-24.04-aarch64-3.12; may be repeated. This machine where none is given.",
      valueName: "TARGET"))
  var target: [String] = []

  @Option(help: ArgumentHelp("Only this service's venv; may be repeated.", valueName: "NAME"))
  var service: [String] = []

  @Option(help: ArgumentHelp("Only what this inventory group's hosts get; may be repeated.", valueName: "NAME"))
  var group: [String] = []

  @Option(help: ArgumentHelp("Only what this host gets, with --inventory; may be repeated.", valueName: "NAME"))
  var host: [String] = []

  @Option(help: "An inventory in INI, YAML or JSON: groups without hosts get nothing.", completion: .file())
  var inventory: String?

  @Option(
    help: ArgumentHelp(
      "Install this optional set, of every venv or as VENV.SET, or all; may be repeated.", valueName: "SET"))
  var optional: [String] = []

  /// Whether anything but the machines was chosen.
  var isEmpty: Bool { service.isEmpty && group.isEmpty && host.isEmpty && inventory == nil }

  /// A request for the selection, and what is wrong with the inventory.
  func request() throws -> (PlanRequest, [Diagnostic]) {
    var request = PlanRequest(targets: try targets())
    request.selection = PlanRequest.Selection(services: service, groups: group, hosts: host)
    request.optional = optional
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
}
