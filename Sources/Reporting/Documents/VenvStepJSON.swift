import BuildPlanning
import JSONText
import PythonPackaging
import SourceCatalogue

/// One venv to make, of the plan document.
struct VenvStepJSON {
  let step: VenvStep

  init(_ step: VenvStep) {
    self.step = step
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", step.name)
    writer.member("digest", step.digest)
    writer.member("role", step.role, orNull: true)
    writer.member("target", step.target.name)
    writer.object("python") { writer in
      writer.redacted("executable", step.executable)
      writer.member("version", step.python, orNull: true)
    }
    requirements(to: &writer)
    writer.object("wheels") { writer in
      for name in step.wheels.keys.inByteOrder() { writer.member(name, step.wheels[name]) }
    }
    writer.constraints(step.constraints)
    writer.object("optional") { writer in
      writer.strings("chosen", step.chosenSets)
      writer.strings("available", step.optionalSets)
    }
    writer.packages("distro_packages", step.packages)
    writer.packages("system_packages", step.systemPackages)
    writer.object("environment") { writer in
      for name in step.environment.keys.inByteOrder() { writer.redacted(name, step.environment[name]) }
    }
    writer.redacted("groups", step.groups)
    if let hosts = step.hosts { writer.strings("hosts", hosts) }
    if !step.buildConstraints.isEmpty { writer.redacted("build_constraints", step.buildConstraints) }
    writer.pipEnvironment(step.pipEnvironment)
    if !step.pipArguments.isEmpty { writer.strings("pip_arguments", URLText.redactedOptions(step.pipArguments)) }
    writer.strings("arguments", URLText.redactedOptions(step.arguments))
    writer.endObject()
  }

  private func requirements(to writer: inout JSONWriter) {
    writer.array("requirements", step.requirements) { writer, requirement in
      writer.beginObject()
      writer.redacted("argument", requirement.argument)
      writer.member("source", requirement.source, orNull: true)
      writer.member("set", requirement.set)
      if requirement.isUnresolved { writer.member("unresolved", true) }
      if !requirement.leftOut.isEmpty { writer.redacted("left_out", requirement.leftOut.map(\.value)) }
      writer.object("origin") { $0.position(requirement.origin.location) }
      writer.endObject()
    }
  }
}
