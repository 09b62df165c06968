extension Source {
  /// The members that definitions decide, by their keys in documents and in that order.
  package static let members: [(key: String, field: SourceField)] = [
    ("repository", .repository), ("reference", .reference), ("track", .track), ("distribution", .distribution),
    ("groups", .group), ("subdirectory", .subdirectory), ("extras", .extras), ("fragments", .fragments),
    ("destination", .destination), ("path", .path), ("mirrors", .mirror), ("patches", .patches),
    ("enabled", .enabled), ("archives", .archive),
  ]

  /// Where it is defined, for what is to be said about the whole.
  package var origin: Origin? { repository?.origin ?? reference?.origin ?? archives.first?.url.origin ?? path?.origin }

  /// What decides a member: of several entries the first's origin, of a member without a value that of what leaves it
  /// without one.
  package func origin(of field: SourceField) -> Origin? { valueOrigin(of: field) ?? blanks[field] }

  /// nil for a member that has no value.
  func valueOrigin(of field: SourceField) -> Origin? {
    switch field {
    case .repository: repository?.origin
    case .reference: reference?.origin
    case .track: track?.origin
    case .distribution: distribution?.origin
    case .group: groups.first?.origin
    case .subdirectory: subdirectory?.origin
    case .extras: extras.first?.origin
    case .fragments: fragments?.origin
    case .destination: destination?.origin
    case .path: path?.origin
    case .mirror: mirrors.first?.origin
    case .patches: patches.first?.origin
    case .enabled: enabled?.origin
    case .archive: archives.first?.url.origin
    case .plugins: nil
    }
  }
}
