import JSONText
import PythonPackaging
import SourceCatalogue

/// One venv of the catalogue document.
struct VenvJSON {
  let venv: Venv
  private let catalogue: Catalogue

  init(_ venv: Venv, in catalogue: Catalogue) {
    self.venv = venv
    self.catalogue = catalogue
  }

  func write(to writer: inout JSONWriter) {
    writer.object(venv.name) { writer in
      writer.member("role", venv.role, orNull: true)
      requirements("requirements", venv.requirements, to: &writer)
      sets("optional", venv.optional, to: &writer)
      requirements("user", venv.user, to: &writer)
      if !venv.host.isEmpty { requirements("host", venv.host, to: &writer) }
      if !venv.proprietary.isEmpty { sets("proprietary", venv.proprietary, to: &writer) }
      writeEmptyAlternatives(to: &writer)
      writer.redacted("python", venv.python?.value, orNull: true)
      writer.redacted("tag", venv.tag?.value)
      constraints("constraints", venv.constraints, to: &writer)
      if !venv.developerConstraints.isEmpty {
        constraints("developer_constraints", venv.developerConstraints, to: &writer)
      }
      writer.adjustments(venv.adjustments)
      writer.member("upper_constraints", venv.upperConstraints.map { URLText.redacted($0.value) }, orNull: true)
      writer.member("pip_arguments", venv.pipArguments.map { URLText.redactedOptions($0.value) })
      writer.object("distro_packages") { writer in
        packages("build", venv.distroPackages.build, to: &writer)
        packages("runtime", venv.distroPackages.runtime, to: &writer)
      }
      packages("system_packages", venv.systemPackages, to: &writer)
      writer.redacted("groups", venv.groups.map(\.value))
      writer.object("environment") { writer in
        for name in venv.environment.keys.inByteOrder() { writer.redacted(name, venv.environment[name]?.value) }
      }
      writer.object("origin") { writer in
        writer.origin("role", venv.roleOrigin)
        writer.origin("python", venv.python?.origin)
        writer.origin("groups", venv.groups.first?.origin)
        writer.origin("tag", venv.tag?.origin)
        writer.origin("upper_constraints", venv.upperConstraints?.origin)
        writer.origin("pip_arguments", venv.pipArguments?.origin)
        for name in venv.environment.keys.inByteOrder() {
          writer.origin("environment.\(name)", venv.environment[name]?.origin)
        }
        origins("distro_packages.build", venv.distroPackages.build, to: &writer)
        origins("distro_packages.runtime", venv.distroPackages.runtime, to: &writer)
        origins("system_packages", venv.systemPackages, to: &writer)
      }
    }
  }

  /// One origin for the entries that one variable gives, under the path of the first of them:
  /// `distro_packages.build.debian`, and `distro_packages.build.debian[3]` where another variable goes on.
  private func origins(_ path: String, _ packages: [String: [Located<String>]], to writer: inout JSONWriter) {
    for distro in packages.keys.inByteOrder() {
      var last: Origin?
      for (index, entry) in (packages[distro] ?? []).enumerated() {
        defer { last = entry.origin }
        if let last, last.variable == entry.origin.variable, last.location.file == entry.origin.location.file {
          continue
        }
        writer.origin(index == 0 ? "\(path).\(distro)" : "\(path).\(distro)[\(index)]", entry.origin)
      }
    }
  }

  /// Lists that the file of a system leaves empty, by their keys: `optional.ceph`.
  private func writeEmptyAlternatives(to writer: inout JSONWriter) {
    guard !venv.emptyAlternatives.isEmpty else { return }
    writer.object("empty_alternatives") { writer in
      for path in venv.emptyAlternatives.keys.inByteOrder() {
        writer.redacted(path == "install" ? "requirements" : path, venv.emptyAlternatives(of: path))
      }
    }
  }

  private func sets(_ key: String, _ sets: [String: [Venv.Requirement]], to writer: inout JSONWriter) {
    writer.object(key) { writer in
      for name in sets.keys.inByteOrder() { requirements(name, sets[name] ?? [], to: &writer) }
    }
  }

  private func requirements(_ key: String, _ entries: [Venv.Requirement], to writer: inout JSONWriter) {
    writer.array(key, entries) { writer, entry in
      writer.beginObject()
      writer.member("requirement", URLText.redacted(entry.text.value))
      writer.member("name", entry.name, orNull: true)
      writer.member("source", entry.source, orNull: true)
      if entry.isUnresolved {
        writer.member("unresolved", true)
        if let extras = entry.partialExtras?.known, !extras.isEmpty { writer.redacted("extras", extras) }
      } else if let source = entry.source, let how = catalogue.installation(of: entry, source: source) {
        if !how.extras.isEmpty { writer.redacted("extras", how.extras) }
        writer.member("marker", how.marker.map { "\($0)" })
        writer.member("address", how.address.map { URLText.redacted($0) })
      }
      writer.member("alternative", entry.alternative)
      writer.origin("origin", entry.text.origin)
      writer.endObject()
    }
  }

  private func constraints(_ key: String, _ entries: [Venv.Constraint], to writer: inout JSONWriter) {
    writer.array(key, entries) { writer, entry in
      writer.beginObject()
      writer.member("kind", entry.kind.rawValue)
      writer.member("text", URLText.redacted(entry.text.value))
      writer.origin("origin", entry.text.origin)
      writer.endObject()
    }
  }

  private func packages(_ key: String, _ packages: [String: [Located<String>]], to writer: inout JSONWriter) {
    writer.object(key) { writer in
      for distro in packages.keys.inByteOrder() {
        writer.redacted(distro, (packages[distro] ?? []).map(\.value))
      }
    }
  }
}
