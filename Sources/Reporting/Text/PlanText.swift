import BuildPlanning
import PythonPackaging
import SourceCatalogue

/// A plan for people: one line per step, with the start of its digest.
package struct PlanText {
  private let style: Style

  package init(style: Style) {
    self.style = style
  }

  package func render(_ plan: Plan) -> String {
    var text = section("fetch", plan.fetch.map(Self.fetch))
    for target in plan.targets {
      let python = target.python.map { ", Python \($0)" } ?? ""
      let suffix = " for \(target.name)\(python)"
      text += section("wheels" + suffix, plan.wheels.filter { $0.target == target }.map(Self.wheel))
      text += section("venvs" + suffix, plan.venvs.filter { $0.target == target }.map(Self.venv))
    }
    let options = [
      plan.request.allWheels ? "wheels of every dependency" : "wheels of sources only",
      plan.request.isOffline ? "no network" : nil,
    ]
    let sources = plan.wheels.filter { $0.kind == .source }.count
    let counts = [
      Self.count(plan.fetch.count, "fetch", "fetches"), Self.count(sources, "wheel of a source", "wheels of sources"),
      plan.wheels.count == sources ? nil : "dependencies of \(Self.count(plan.wheels.count - sources, "venv"))",
      Self.count(plan.venvs.count, "venv"),
    ]
    return text + counts.compactMap { $0 }.joined(separator: ", ") + "; "
      + options.compactMap { $0 }.joined(separator: ", ") + "\n"
  }

  private func section(_ title: String, _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let escaped = rows.map { $0.map { TerminalText.escaped(URLText.redacted($0)) } }
    let width = escaped.map { $0[0].count }.max() ?? 0
    var text = style.accent(TerminalText.escaped(title)) + "\n"
    for row in escaped {
      let gap = String(repeating: " ", count: width - row[0].count + 2)
      text += "  \(style.bold(row[0]))\(gap)\(style.dim(row[1]))  \(row[2])\n"
    }
    return text
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `sha256:` and the first 12 digits tell steps apart for people.
  private static func short(_ digest: String) -> String { String(digest.dropFirst("sha256:".utf8.count).prefix(12)) }

  private static func fetch(_ step: FetchStep) -> [String] {
    let what: String
    switch step.content {
    case .git(let addresses, let reference):
      let mirrors = addresses.count > 1 ? " (and \(addresses.count - 1) more)" : ""
      let commit = reference.kind == .commit ? "" : step.commit.map { " at \($0)" } ?? " (floats)"
      what = "\(reference.kind.rawValue) \(reference.value)\(commit) from \(addresses.first ?? "-")\(mirrors)"
    case .archive(let addresses, _, let architecture):
      what = "archive \(addresses.first ?? "-")" + (architecture.map { " for \($0)" } ?? "")
    case .path(let path): what = "folder \(path) (floats)"
    }
    let patches = step.patches.isEmpty ? "" : ", \(count(step.patches.count, "patch", "patches"))"
    let uses = step.purposes == [.wheel] ? "" : ", for \(step.purposes.map(\.rawValue).joined(separator: " and "))"
    return [step.name, short(step.digest), what + patches + uses]
  }

  private static func wheel(_ step: WheelStep) -> [String] {
    let python = step.python == step.target.python ? "" : step.python.map { ", Python \($0)" } ?? ""
    switch step.kind {
    case .source:
      let venvs = step.venvs.joined(separator: ", ")
      return [step.name, short(step.digest), "\(step.distribution ?? step.name)\(python) for \(venvs)"]
    case .dependencies:
      return [
        step.name, short(step.digest), "all dependencies of \(count(step.requirements.count, "requirement"))\(python)",
      ]
    }
  }

  private static func venv(_ step: VenvStep) -> [String] {
    var parts = [count(step.requirements.count, "requirement"), count(step.wheels.count, "wheel")]
    parts.append(count(step.constraints.lines.count, "constraint"))
    if !step.constraints.unread.isEmpty {
      parts.append("unread: " + step.constraints.unread.map(\.layer).joined(separator: ", "))
    }
    if !step.chosenSets.isEmpty { parts.append("with " + step.chosenSets.joined(separator: ", ")) }
    let links = step.systemPackages.names
    if !links.isEmpty { parts.append("links " + links.joined(separator: ", ")) }
    let unresolved = step.packages.unresolved.count + step.systemPackages.unresolved.count
    if unresolved > 0 { parts.append(count(unresolved, "unresolved package")) }
    if !step.pipArguments.isEmpty {
      parts.append(
        "pip " + URLText.redactedOptions(step.pipArguments).map(ShellWords.quoted).joined(separator: " "))
    }
    if let hosts = step.hosts { parts.append(count(hosts.count, "host")) }
    let python = step.python == step.target.python ? "" : step.python.map { "Python \($0), " } ?? ""
    return [step.name, short(step.digest), python + parts.joined(separator: ", ")]
  }
}
