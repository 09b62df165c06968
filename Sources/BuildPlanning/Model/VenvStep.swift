import SourceCatalogue

/// One virtual environment to make.
package struct VenvStep: Hashable, Sendable {
  /// One requirement as pip gets it.
  package struct Requirement: Hashable, Sendable {
    /// For a source its name and extras: the wheel that was built decides the version.
    package var argument: String
    /// Key of the source whose wheel it is.
    package let source: String?
    /// The optional set that it is of.
    package let set: String?
    /// Still holds a variable: pip gets it only where it is known to be of a source.
    package let isUnresolved: Bool
    /// What of an unresolved entry pip does not get.
    package let leftOut: [Located<String>]
    package let origin: Origin
  }

  package let name: String
  package let role: String?
  package let target: Target
  /// Interpreter that makes the venv: a name on PATH or a path.
  package let executable: String
  /// Its version; nil where nobody says.
  package let python: String?
  package var requirements: [Requirement]
  /// Digests of the wheels that it installs, by source.
  package let wheels: [String: String]
  package var constraints: ConstraintSet
  /// Optional sets that were chosen, and those that there are.
  package let chosenSets: [String]
  package let optionalSets: [String]
  /// Needed where the venv runs.
  package let packages: PackageNames
  /// Packages of the distribution whose Python modules are linked into the venv.
  package let systemPackages: PackageNames
  /// Marker variables that differ from the target's.
  package let environment: [String: String]
  package let groups: [String]
  /// Hosts of the inventory that get it; nil without an inventory.
  package let hosts: [String]?
  /// What the deployer has pip told besides; part of `arguments`.
  package var pipArguments: [String]
  /// Of `pip`, in order.
  package var arguments: [String]
  /// Of the tools that build what the index has no wheel of.
  package var buildConstraints: [String]
  /// Variables that pip needs besides: what an old one is told of build constraints.
  package let pipEnvironment: [String: String]
  package let digest: String
}
