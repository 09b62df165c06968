import BuildPlanning
import JSONText
import SourceCatalogue

/// A plan as JSON (docs/reference/schema/plan.schema.json). Credentials in addresses are masked.
package struct PlanDocument {
  package let plan: Plan

  package init(_ plan: Plan) {
    self.plan = plan
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", 1)
    writer.key("target")
    if let target = plan.targets.first { TargetJSON(target).write(to: &writer) } else { writer.null() }
    writer.array("targets", plan.targets) { TargetJSON($1).write(to: &$0) }
    options(to: &writer)
    writer.array("fetch", plan.fetch) { FetchStepJSON($1).write(to: &$0) }
    writer.array("wheels", plan.wheels) { WheelStepJSON($1).write(to: &$0) }
    writer.array("venvs", plan.venvs) { VenvStepJSON($1).write(to: &$0) }
    writer.diagnostics(plan.diagnostics)
    writer.endObject()
  }

  private func options(to writer: inout JSONWriter) {
    let request = plan.request
    writer.object("options") { writer in
      writer.member("all_wheels", request.allWheels)
      writer.member("network", !request.isOffline)
      writer.strings("optional", request.optional)
      writer.strings("services", request.selection.services)
      writer.strings("groups", request.selection.groups)
      writer.strings("hosts", request.selection.hosts)
      writer.array("rewrites", request.rewrites) { writer, rewrite in
        writer.beginObject()
        writer.redacted("from", rewrite.from)
        writer.redacted("to", rewrite.to)
        writer.endObject()
      }
    }
  }
}

/// The machines that a step is for.
struct TargetJSON {
  let target: Target

  init(_ target: Target) {
    self.target = target
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", target.name)
    writer.member("distribution", target.distribution)
    writer.member("version", target.version)
    writer.member("architecture", target.architecture)
    writer.member("python", target.python, orNull: true)
    writer.endObject()
  }
}

extension JSONWriter {
  mutating func pipEnvironment(_ variables: [String: String]) {
    guard !variables.isEmpty else { return }
    object("pip_environment") { writer in
      for name in variables.keys.inByteOrder() { writer.redacted(name, variables[name]) }
    }
  }

  /// Those that are known, and under another key those that are not.
  mutating func packages(_ key: String, _ packages: PackageNames) {
    redacted(key, packages.names)
    if !packages.unresolved.isEmpty { redacted("unresolved_" + key, packages.unresolved.map(\.value)) }
  }

  mutating func constraints(_ set: ConstraintSet) {
    object("constraints") { writer in
      writer.redacted("lines", set.lines)
      writer.array("unread", set.unread) { writer, layer in
        writer.beginObject()
        writer.member("layer", layer.layer)
        writer.redacted("argument", layer.argument)
        writer.endObject()
      }
      writer.array("built", set.built) { writer, built in
        writer.beginObject()
        writer.redacted("name", built.name)
        writer.member("wheel", built.wheel)
        writer.endObject()
      }
    }
  }
}
