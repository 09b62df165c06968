/// What `py_pkgs` returns: the nine keys of the old result.
package struct LegacyDocument: Hashable, Sendable {
  /// The lists of one role, or of the requirement files of one owner.
  package struct Lists: Hashable, Sendable {
    package var projectGroup = LegacyGroup.all
    /// By the variable's name.
    package var lists: [String: [String]] = [:]

    package init() {}
  }

  /// A role's packages of distributions.
  package struct DistroLists: Hashable, Sendable {
    package var projectGroup = LegacyGroup.all
    /// By the file's stem, then by the variable's name.
    package var files: [String: [String: [String]]] = [:]

    package init() {}
  }

  package var packages: [String] = []
  package var remotePackages: [String] = []
  /// Sorted by name.
  package var remotePackageParts: [LegacyLink] = []
  package var rolePackages: [String: [String]] = [:]
  package var roleProjectGroups: [String: LegacyGroup] = [:]
  package var roleRequirements: [String: Lists] = [:]
  package var roleRequirementFiles: [String: Lists] = [:]
  package var roleDistroPackages: [String: DistroLists] = [:]

  package init() {}
}
