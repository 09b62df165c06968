import JSONText
import SourceCatalogue

/// The keys of the old result, in alphabetical order, with the old spelling of everything in them.
package struct LegacyDocumentJSON {
  private let document: LegacyDocument

  package init(_ document: LegacyDocument) {
    self.document = document
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    // Nothing ever wrote this one (T4).
    if document.hasDistroPackages { writer.strings("distro_packages", []) }
    writer.strings("packages", document.packages)
    writer.array("remote_package_parts", document.remotePackageParts) { Self.write($1, to: &$0) }
    writer.strings("remote_packages", document.remotePackages)
    if document.hasDistroPackages {
      writer.object("role_distro_packages") { writer in
        for (role, lists) in document.roleDistroPackages.sorted(by: { bytewise($0.key, $1.key) }) {
          writer.object(role) { Self.write(lists, to: &$0) }
        }
      }
    }
    writer.object("role_packages") { Self.write(document.rolePackages, to: &$0) }
    writer.object("role_project_groups") { writer in
      for (role, group) in document.roleProjectGroups.sorted(by: { bytewise($0.key, $1.key) }) {
        Self.write(group, role, to: &writer)
      }
    }
    writer.object("role_requirement_files") { Self.write(document.roleRequirementFiles, to: &$0) }
    writer.object("role_requirements") { Self.write(document.roleRequirements, to: &$0) }
    writer.endObject()
  }

  private static func write(_ link: LegacyLink, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("egg_name", link.eggName)
    writer.member("fragment", link.fragment, orNull: true)
    writer.member("name", link.name)
    writer.member("original", link.original)
    writer.member("project_group", link.projectGroup)
    writer.member("url", link.url)
    writer.member("version", link.version)
    writer.endObject()
  }

  private static func write(_ group: LegacyGroup, _ key: String, to writer: inout JSONWriter) {
    guard let value = group.value.flatMap(JSONValue.init) else { return writer.member(key, group.text) }
    writer.key(key)
    writer.value(value)
  }

  private static func write(_ lists: [String: [String]], to writer: inout JSONWriter) {
    for (name, entries) in lists.sorted(by: { bytewise($0.key, $1.key) }) { writer.strings(name, entries) }
  }

  private static func write(_ owners: [String: LegacyDocument.Lists], to writer: inout JSONWriter) {
    for (owner, lists) in owners.sorted(by: { bytewise($0.key, $1.key) }) {
      writer.object(owner) { writer in
        write(lists.projectGroup, "project_group", to: &writer)
        write(lists.lists, to: &writer)
      }
    }
  }

  private static func write(_ lists: LegacyDocument.DistroLists, to writer: inout JSONWriter) {
    write(lists.projectGroup, "project_group", to: &writer)
    for (file, variables) in lists.files.sorted(by: { bytewise($0.key, $1.key) }) {
      writer.object(file) { write(variables, to: &$0) }
    }
  }
}
