import BuildPlanning
import Diagnostics
import JSONText
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

extension OSASources {
  /// What would be fetched, built and installed.
  ///
  /// `{"paths": [...], "variables": {...}, "written": {...}, "targets": ["debian-12-x86_64-3.11"], "python": "3.12",
  ///   "services": [...], "groups": [...], "hosts": [...], "inventory": "PATH" | {"GROUP": ["HOST"]},
  ///   "optional": [...], "all_wheels": false, "network": true, "rewrites": ["FROM=TO"], "commits": {"nova": "..."},
  ///   "checkouts": "FOLDER",
  ///   "layers": [{"name": "upper", "file": "PATH"}], "select": [...], "strict": true}`
  ///
  /// Without targets the plan is for this machine; `select` is another word for `services`.
  public static func plan(request: [UInt8]) -> Answer {
    var call = PlanCall()
    let common: Request
    do throws(Request.Fault) {
      common = try Request(request, others: PlanCall.keys) { key, value throws(Request.Fault) in
        try call.take(key, value)
      }
      try common.checkNoView()
      call.planned.targets = try call.targets(python: common.python)
    } catch {
      return answer(.failure(Diagnostic(.badRequest, error.message, at: nil)))
    }
    call.planned.selection.services += common.select ?? []
    call.planned.layers = common.constraints.layers
    let catalogue = CatalogueReader.read(paths: common.paths, caller: common.caller)
    let plan = Planner.plan(catalogue, call.planned).with(catalogue.diagnostics + call.diagnostics)
    if common.strict, let first = plan.diagnostics.first(where: { $0.severity == .error }) {
      return answer(.failure(first, diagnostics: plan.diagnostics))
    }
    return answer(.document { PlanDocument(plan).write(to: &$0) })
  }
}

/// The keys of a request that only a plan knows.
struct PlanCall {
  static let keys = [
    "targets", "services", "groups", "hosts", "inventory", "optional", "all_wheels", "network", "rewrites", "commits",
    "checkouts",
  ]

  var planned = PlanRequest(targets: [])
  private(set) var diagnostics: [Diagnostic] = []
  private var written: [String] = []

  /// Whether the key is one of a plan's.
  mutating func take(_ key: String, _ value: JSONValue) throws(Request.Fault) -> Bool {
    switch key {
    case "targets": written = try Request.strings(value, key)
    case "services": planned.selection.services = try Request.strings(value, key)
    case "groups": planned.selection.groups = try Request.strings(value, key)
    case "hosts": planned.selection.hosts = try Request.strings(value, key)
    case "inventory": try takeInventory(value)
    case "checkouts": planned.sourceFiles = .checkouts(try Request.text(value, key))
    case "optional": planned.optional = try Request.strings(value, key)
    case "all_wheels": planned.allWheels = try Request.flag(value, key)
    case "network": planned.isOffline = try !Request.flag(value, key)
    case "rewrites":
      for text in try Request.strings(value, key) {
        guard let rewrite = AddressRewrite(text) else {
          throw Request.Fault(message: "a rewrite is not FROM=TO with two base URLs: `\(URLText.redacted(text))`")
        }
        planned.rewrites.append(rewrite)
      }
    case "commits":
      for (name, commit) in try Request.members(value, key) {
        let text = try Request.text(commit, key)
        guard Reference.isObjectName(text) else {
          throw Request.Fault(message: "the commit of `\(name)` is not 40 or 64 hexadecimal digits")
        }
        planned.commits[name] = text
      }
    default: return false
    }
    return true
  }

  private mutating func takeInventory(_ value: JSONValue) throws(Request.Fault) {
    if case .object(let groups) = value {
      var inventory = Inventory(file: .caller)
      for (group, hosts) in groups {
        inventory.add(group: group)
        for host in try Request.strings(hosts, "inventory") { inventory.add(host: host, to: group) }
      }
      planned.inventory = inventory
      return
    }
    let path = try Request.text(value, "inventory")
    do throws(ReadFailure) {
      let reading = try InventoryReader.read(path)
      planned.inventory = reading.inventory
      diagnostics += reading.diagnostics
    } catch {
      throw Request.Fault(message: "the inventory `\(path)` cannot be read: \(error)")
    }
  }

  /// The targets asked for, else this machine; `python` in place of the targets' own.
  func targets(python: String?) throws(Request.Fault) -> [Target] {
    var targets: [Target] = []
    for text in written {
      guard let target = Target(text) else {
        throw Request.Fault(
          message:
            "the target `\(text)` is not DISTRIBUTION-VERSION-ARCHITECTURE or DISTRIBUTION-VERSION-ARCHITECTURE-PYTHON")
      }
      targets.append(target)
    }
    if targets.isEmpty {
      guard let machine = Machine.target() else {
        throw Request.Fault(message: "this machine does not say what it is; give a target")
      }
      targets = [machine]
    }
    guard let python else { return targets }
    guard Target.isPython(python) else { throw Request.Fault(message: "`python` is not a version such as `3.12`") }
    return targets.map { $0.with(python: python) }
  }
}
