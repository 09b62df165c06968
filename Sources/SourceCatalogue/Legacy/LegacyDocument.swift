import Diagnostics

/// What `py_pkgs` returns: the keys of the old result.
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
  /// Whether the old result had the two keys for packages of distributions: all releases' but that of 16.0.29.
  package var hasDistroPackages = true

  // MARK: Beside those keys, for the views of repo_build

  /// Requirements of a list outside roles, under the names that the wheel list has.
  package struct OtherList: Hashable, Sendable {
    /// Inventory groups whose hosts get it.
    package let groups: [String]
    package let requirements: [String]

    package init(groups: [String], requirements: [String]) {
      self.groups = groups
      self.requirements = requirements
    }
  }

  /// What the wheel list has in the place of entries of other lists: of addresses their distributions' names.
  package var wheelNames: [String: String] = [:]
  package var otherLists: [OtherList] = []
  /// What one list for all venvs cannot say of this deployment.
  package var findings: [Diagnostic] = []

  package init() {}
}
