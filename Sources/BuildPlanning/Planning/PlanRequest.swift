import ConstraintLayers
import SourceCatalogue

/// What a plan is asked for.
package struct PlanRequest: Sendable {
  /// Names of what is planned; everything where all of them are empty.
  package struct Selection: Hashable, Sendable {
    /// Names of venvs, or of the roles that install them.
    package var services: [String] = []
    /// Inventory groups whose hosts get something.
    package var groups: [String] = []
    package var hosts: [String] = []

    package var isEmpty: Bool { services.isEmpty && groups.isEmpty && hosts.isEmpty }

    package init(services: [String] = [], groups: [String] = [], hosts: [String] = []) {
      self.services = services
      self.groups = groups
      self.hosts = hosts
    }
  }

  package var targets: [Target]
  package var selection = Selection()
  /// Optional sets to install: `SET`, `VENV.SET`, or `all`.
  package var optional: [String] = []
  /// Wheels of every dependency too, for installing without an index.
  package var allWheels = false
  package var rewrites: [AddressRewrite] = []
  /// Commits that floating references were resolved to, by source.
  package var commits: [String: String] = [:]
  /// Texts of constraint layers, in place of the declared ones of their names.
  package var layers: [GivenLayer] = []
  /// Where files of sources can be read that were fetched before; nil for nowhere.
  package var sourceFiles: SourceFiles?
  /// Which hosts there are, and in which groups.
  package var inventory: Inventory?
  /// Nothing is asked of any server: what is not local already is missing.
  package var isOffline = false

  package init(targets: [Target]) {
    self.targets = targets
  }
}
