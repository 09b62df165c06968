import TextFiles

/// What one role says about its packages, list by list and unmerged; the catalogue holds it only where it was asked for.
package struct RoleRecord: Hashable, Sendable {
  /// One list variable of Python packages.
  package struct List: Hashable, Sendable {
    package let variable: String
    package var requirements: [Venv.Requirement]
    /// Chosen by the deployer when the venv is built.
    package var isOptional: Bool
    /// Not available from an index.
    package var isProprietary: Bool
  }

  /// One list variable of a distribution's packages in one file.
  package struct Packages: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
      package let text: String
      package let location: Location
    }

    package internal(set) var entries: [Entry] = []
    /// Where the list stands.
    package let location: Location

    package var texts: [String] { entries.map(\.text) }
  }

  package let name: String
  /// The inventory group whose hosts get the role (`*_role_project_group`).
  package var group: Located<String>?
  /// In the order of the variables' names.
  package var lists: [List] = []
  /// Packages of distributions by the file's stem (`redhat-9`, `main`), then by variable.
  package var distroPackages: [String: [String: Packages]] = [:]

  package init(name: String) {
    self.name = name
  }
}

/// What a catalogue can keep besides sources and venvs, for consumers that need the lists of roles by themselves.
package struct RoleRecords: Sendable {
  package var roles: [String: RoleRecord] = [:]
  /// Lists of Python packages that stand outside every role, by the variables' names.
  package var lists: [RoleRecord.List] = []
  /// Lines of the checkout's own requirements.txt.
  package var requirements: [Located<String>] = []
  /// The files of those, for their comments.
  package var requirementFiles: [TextFile] = []
  /// Lines of global-requirement-pins.txt.
  package var pins: [Located<String>] = []

  package init() {}

  /// Adds what was read from variables that follow those of this one.
  mutating func append(_ next: RoleRecords) {
    for (name, role) in next.roles { roles[name, default: RoleRecord(name: name)].append(role) }
    lists += next.lists
  }
}

extension RoleRecord {
  fileprivate mutating func append(_ next: RoleRecord) {
    group = next.group ?? group
    lists += next.lists
    for (stem, variables) in next.distroPackages {
      distroPackages[stem, default: [:]].merge(variables) { mine, theirs in
        Packages(entries: mine.entries + theirs.entries, location: mine.location)
      }
    }
  }
}
