import JSONText
import PythonPackaging
import SourceCatalogue

/// One venv of the catalogue document.
struct VenvJSON {
  let venv: Venv

  init(_ venv: Venv) {
    self.venv = venv
  }

  func write(to writer: inout JSONWriter) {
    writer.object(venv.name) { writer in
      writer.member("role", venv.role, orNull: true)
      requirements("requirements", venv.requirements, to: &writer)
      sets("optional", venv.optional, to: &writer)
      requirements("user", venv.user, to: &writer)
      if !venv.host.isEmpty { requirements("host", venv.host, to: &writer) }
      if !venv.proprietary.isEmpty { sets("proprietary", venv.proprietary, to: &writer) }
      writer.member("python", venv.python?.value, orNull: true)
      constraints(to: &writer)
      writer.object("distro_packages") { writer in
        packages("build", venv.distroPackages.build, to: &writer)
        packages("runtime", venv.distroPackages.runtime, to: &writer)
      }
      writer.strings("system_packages", venv.systemPackages.map(\.value))
      writer.strings("groups", venv.groups.map(\.value))
      writer.object("environment") { writer in
        for name in venv.environment.keys.sorted(by: bytewise) { writer.member(name, venv.environment[name]?.value) }
      }
      writer.object("origin") { writer in
        writer.origin("python", venv.python?.origin)
        writer.origin("groups", venv.groups.first?.origin)
        writer.origin("upper_constraints", venv.upperConstraints?.origin)
      }
    }
  }

  private func sets(_ key: String, _ sets: [String: [Venv.Requirement]], to writer: inout JSONWriter) {
    writer.object(key) { writer in
      for name in sets.keys.sorted(by: bytewise) { requirements(name, sets[name] ?? [], to: &writer) }
    }
  }

  private func requirements(_ key: String, _ entries: [Venv.Requirement], to writer: inout JSONWriter) {
    writer.array(key, entries) { writer, entry in
      writer.beginObject()
      writer.member("requirement", URLText.redacted(entry.text.value))
      writer.member("name", entry.name, orNull: true)
      writer.member("source", entry.source, orNull: true)
      if entry.isUnresolved { writer.member("unresolved", true) }
      writer.origin("origin", entry.text.origin)
      writer.endObject()
    }
  }

  private func constraints(to writer: inout JSONWriter) {
    writer.array("constraints", venv.constraints) { writer, entry in
      writer.beginObject()
      writer.member("kind", entry.kind.rawValue)
      writer.member("text", URLText.redacted(entry.text.value))
      writer.origin("origin", entry.text.origin)
      writer.endObject()
    }
    writer.member("upper_constraints", venv.upperConstraints.map { URLText.redacted($0.value) }, orNull: true)
  }

  private func packages(_ key: String, _ packages: [String: [Located<String>]], to writer: inout JSONWriter) {
    writer.object(key) { writer in
      for distro in packages.keys.sorted(by: bytewise) { writer.strings(distro, (packages[distro] ?? []).map(\.value)) }
    }
  }
}
