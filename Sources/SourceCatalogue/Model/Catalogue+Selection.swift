import Diagnostics
import TextFiles

extension Catalogue {
  /// Of the findings those about these sources and venvs, by any definition of theirs, and those about files that were
  /// not read: what is in them nobody knows.
  package func diagnostics(about names: Set<String>) -> [Diagnostic] {
    var places: Set<Place> = []
    func add(_ origin: Origin?) {
      guard let origin else { return }
      places.insert(Place(origin.location))
      for other in origin.shadowed { places.insert(Place(other.location)) }
    }
    for location in findingPlaces[Self.wholeDocument] ?? [] { places.insert(Place(location)) }
    for name in names {
      sources[name]?.origins.forEach(add)
      venvs[name]?.origins.forEach(add)
      for location in findingPlaces[name] ?? [] { places.insert(Place(location)) }
    }
    return diagnostics.filter { diagnostic in
      guard let location = diagnostic.location, !Self.isAboutFile(diagnostic) else { return true }
      return places.contains(Place(location)) || diagnostic.related.contains { places.contains(Place($0.location)) }
    }
  }

  /// Errors about files that could not be read and documents that are wrong as a whole: what they would have said, and of
  /// which source, nobody knows.
  package var fileErrors: [Diagnostic] {
    let documents = Set(documentErrors)
    return diagnostics.filter {
      $0.severity == .error && (Self.isAboutFile($0) || documents.contains($0))
    }
  }

  /// Whether it says that a file, or the rest of it, could not be read.
  private static func isAboutFile(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.code {
    case .unreadUserFile, .unreadVariableFile, .encryptedFile: true
    default: diagnostic.code.rawValue < 100 && diagnostic.severity == .error
    }
  }

  /// A line: findings point at the start of a value or into it.
  private struct Place: Hashable {
    let file: FileReference
    let line: Int32

    init(_ location: Location) {
      file = location.file
      line = location.line
    }
  }
}

extension Source {
  /// The definition of every member that has one.
  fileprivate var origins: [Origin] {
    let members = Self.members.map { origin(of: $0.field) }
    let scoped = scopes.flatMap { [$0.repository?.origin, $0.reference?.origin, $0.track?.origin] }
    return (members + scoped).compactMap { $0 } + (mirrors + patches + groups + extras).map(\.origin)
      + archives.flatMap { [$0.url.origin] + ($0.sha256.map { [$0.origin] } ?? []) }
  }
}

extension Venv {
  fileprivate var origins: [Origin] {
    let entries =
      requirements + user + host + optional.values.flatMap { $0 } + proprietary.values.flatMap { $0 }
    let texts =
      (constraints + developerConstraints).map(\.text) + groups + Array(environment.values)
      + [python, tag, upperConstraints, pipArguments].compactMap { $0 } + systemPackages.values.flatMap { $0 }
      + distroPackages.build.values.flatMap { $0 } + distroPackages.runtime.values.flatMap { $0 }
      + adjustments.remove + adjustments.replace + adjustments.relax
    return entries.map(\.text.origin) + texts.map(\.origin) + (roleOrigin.map { [$0] } ?? [])
  }
}
