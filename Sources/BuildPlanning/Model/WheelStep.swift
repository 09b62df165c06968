/// One wheel to build, or the wheels of everything that a venv needs from the index.
package struct WheelStep: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One wheel of one source.
    case source
    /// The wheels of a venv's requirements and of what they require: only for installing without an index.
    case dependencies
  }

  package let kind: Kind
  /// Key of the source, or name of the venv.
  package let name: String
  package let target: Target
  /// Version of the interpreter that builds; nil where nobody says.
  package let python: String?
  /// Name of the distribution that is built; nil for dependencies.
  package let distribution: String?
  /// Folder of the source that holds the project.
  package let subdirectory: String?
  /// Digest of the step that obtains the source.
  package let fetch: String?
  /// What dependencies are resolved from, in order.
  package var requirements: [String]
  /// Of the venv that the dependencies are for.
  package var constraints: ConstraintSet
  /// Of the tools that build.
  package var buildConstraints: [String]
  /// Venvs that install it, by name.
  package let venvs: [String]
  /// Packages of the distribution that compiling may need.
  package let packages: PackageNames
  /// Of `pip`, without the source.
  package var arguments: [String]
  /// Variables that pip needs besides: what an old one is told of build constraints.
  package let pipEnvironment: [String: String]
  package let digest: String
}
