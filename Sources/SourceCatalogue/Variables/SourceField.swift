/// The members of a source that a definition can set, whichever format it is written in.
package enum SourceField: String, Hashable, Sendable, CaseIterable {
  case repository
  case mirror
  case reference
  case track
  case group
  case fragments
  case distribution
  case destination
  case plugins
  case subdirectory
  case extras
  case archive
  case path
  case patches
  case enabled

  /// The suffix of the flat variable; nil for what only the structured format can say.
  package var flatSuffix: String? {
    switch self {
    case .repository: "_git_repo"
    case .reference: "_git_install_branch"
    case .track: "_git_track_branch"
    case .group: "_git_project_group"
    case .fragments: "_git_install_fragments"
    case .distribution: "_git_package_name"
    case .destination: "_git_dest"
    case .plugins: "_repo_plugins"
    case .mirror: "_git_fallback_repo"
    case .subdirectory, .extras, .archive, .path, .patches, .enabled: nil
    }
  }
}

/// The members of a venv that a flat variable can set.
package enum VenvField: String, Hashable, Sendable, CaseIterable {
  case requirements
  case constraints
  case upperConstraints
  case developerConstraints
  case group
  case python
  case tag
  case systemPackages
  case buildPackages
  case runtimePackages
  /// Options for pip in one line, as a shell splits it.
  case pipArguments
  /// A list of records: name, repo, branch or package, install (os_tempest).
  case plugins
}
