import Diagnostics
import SourceCatalogue

/// Commits that a caller says branches and tags were resolved to.
///
/// One that decides nothing is a fault: the branch that it was meant for would float on, under the digest of its name.
struct GivenCommits {
  let commits: [String: String]
  let catalogue: Catalogue

  /// `seen` is a source as the plan takes it.
  func diagnostics(_ seen: (Source) -> Source) -> [Diagnostic] {
    commits.keys.inByteOrder().compactMap { name in
      guard let source = catalogue.sources[name] else {
        return .commitOfNoSource(name, known: catalogue.sourceNames)
      }
      if source.alias != nil { return .commitOfAlias(name, of: catalogue.original(of: name)) }
      guard source.kind == .git else { return .commitOfNoRepository(name) }
      guard let reference = seen(source).reference, reference.value.kind == .commit,
        HexadecimalDigits.lowercased(reference.value.value) != commits[name].map(HexadecimalDigits.lowercased)
      else { return nil }
      return .commitBesidePin(name, at: reference.origin.location)
    }
  }
}
