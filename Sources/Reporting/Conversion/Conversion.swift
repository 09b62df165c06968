import Diagnostics
import SourceCatalogue

/// A deployment written in another format: the files, and what a reader of them must know.
package struct Conversion {
  package struct File: Sendable {
    /// Below the folder that is written.
    package let path: String
    package let text: String
  }

  package enum Format: String, Sendable, CaseIterable {
    /// One `osa-sources.yml`.
    case structured
    /// Variables in `inventory/group_vars` and `roles`, and the pins file.
    case flat
  }

  package let files: [File]
  /// What is kept as a comment only, and what cannot be written.
  package let diagnostics: [Diagnostic]
  /// Paths of facts that such a finding says are left out.
  private let unwritten: Set<String>

  /// `resolver` knows the variables that texts of the catalogue still refer to; `folder` is where the document will be,
  /// from which its relative paths begin.
  package init(
    _ catalogue: Catalogue, records: RoleRecords, resolver: VariableResolver, to format: Format,
    in folder: String = "."
  ) {
    switch format {
    case .structured:
      var writer = StructuredWriter(catalogue, records, resolver, in: folder)
      files = [File(path: "osa-sources.yml", text: writer.render())]
      diagnostics = writer.diagnostics.sorted()
      unwritten = []
    case .flat:
      var writer = FlatWriter(catalogue, records, resolver)
      files = writer.render()
      diagnostics = writer.diagnostics.sorted()
      unwritten = writer.unwritten
    }
  }

  /// Findings about every fact that the files, read again as `after`, do not give as the deployment did: nothing is lost
  /// in silence.
  package func changes(from before: CatalogueFacts, to after: CatalogueFacts) -> [Diagnostic] {
    Self.changes(from: before, to: after, besides: unwritten)
  }

  /// The same of any two deployments, without facts that belong to one of the paths.
  package static func changes(
    from old: CatalogueFacts, to new: CatalogueFacts, besides paths: Set<String> = []
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for path in old.paths {
      guard !paths.contains(where: { path == $0 || path.hasPrefix($0 + ".") }) else { continue }
      guard let fact = old[path], fact.values != new[path]?.values ?? [] else { continue }
      let other = new[path]?.values ?? []
      let (lost, gained) = (Self.without(other, fact.values), Self.without(fact.values, other))
      found.append(.changedByConversion(path, lost: lost, gained: gained, at: fact.location))
    }
    for path in new.paths where old[path] == nil {
      found.append(.changedByConversion(path, lost: [], gained: new[path]?.values ?? [], at: nil))
    }
    return found
  }

  /// The values that the others do not hold as often.
  private static func without(_ others: [String], _ values: [String]) -> [String] {
    var others = others
    return values.filter { value in
      guard let index = others.firstIndex(of: value) else { return true }
      others.remove(at: index)
      return false
    }
  }
}
