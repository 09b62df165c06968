/// One project that is obtained from somewhere.
package struct Source: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case git
    /// A tarball with a checksum.
    case archive
    /// A folder of the machine that builds.
    case path
    /// A release from an index.
    case index
  }

  /// The same source as another group sees it, where one of its variables has another definition there.
  package struct Scope: Hashable, Sendable {
    /// The group, or nil where one host has a definition of its own.
    package let group: String?
    package let host: String?
    package let repository: Located<String>?
    package let reference: Located<Reference>?
    package let track: Located<Reference?>?
  }

  /// A tarball for one architecture (`any` where there is one for all).
  package struct Archive: Hashable, Sendable {
    package let architecture: String
    package let url: Located<String>
    /// Lower-case hexadecimal SHA-256 of the file.
    package let sha256: Located<String>?
  }

  /// The prefix of the flat variables or the name in the structured format: the key in the catalogue.
  package private(set) var name: String
  package var kind: Kind = .git
  /// Without a trailing slash that was not written; variable references resolved where that was possible.
  package var repository: Located<String>?
  /// Tried in order after `repository`.
  package var mirrors: [Located<String>] = []
  package var reference: Located<Reference>?
  /// The branch that a bump follows. A value of nil with an origin means "do not follow" (`None`).
  package var track: Located<Reference?>?
  /// The distribution's name as the index knows it, in the spelling of whoever wrote it.
  package var distribution: Located<String>?
  package var subdirectory: Located<String>?
  package var extras: [Located<String>] = []
  /// `venvwithindex`, `ignorerequirements` and whatever else 2017 wrote behind `#egg`.
  package var fragments: Located<String>?
  /// Where 2016 cloned it to (`*_git_dest`); nothing reads it since.
  package var destination: Located<String>?
  /// The source whose repository holds this one in a folder (`*_repo_plugins`).
  package var pluginOf: String?
  package var archives: [Archive] = []
  package var path: Located<String>?
  package var patches: [Located<String>] = []
  package var enabled: Located<Bool>?
  /// Inventory groups whose hosts install it, in the order found; `all` for what every host may need.
  package var groups: [Located<String>] = []
  /// Another source whose variables this one only refers to.
  package var alias: String?
  /// Defined nowhere but in role defaults: what it is taken at is the role author's, not the release's.
  package var isRoleDefaultOnly = false
  /// Written as a URL in a pip list instead of by variables of its own.
  package var isInline = false
  /// Of members without a value, the definition that leaves them so: it says nothing (null, an empty text or list), or it
  /// decides for another way to obtain the source. What it hides would else stand nowhere.
  package var blanks: [SourceField: Origin] = [:]
  /// Where other groups see another repository or reference.
  package var scopes: [Scope] = []

  package init(name: String) {
    self.name = name
  }

  /// The same under another key.
  func renamed(_ name: String) -> Source {
    var copy = self
    copy.name = name
    return copy
  }
}
