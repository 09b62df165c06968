import PythonPackaging
import SourceCatalogue

/// The names of what is built from source, which no layer constrains: a source has a key, the name under which a list
/// asks for it (`#egg=heat`), and the name of its distribution (`openstack-heat`), by which pip knows it in the end.
package struct BuiltNames {
  /// By canonical name.
  package private(set) var names: [String: BuiltName] = [:]

  package init() {}

  /// What the caller says is built; the key of a source stands for the names of its distribution too.
  package mutating func add(given names: [String], in catalogue: Catalogue?) {
    for name in names {
      add(name, BuiltName(source: name))
      let flat = String(decoding: name.utf8.map { $0 == 0x2D || $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
      if let key = [name, flat].first(where: { catalogue?.sources[$0] != nil }), let catalogue {
        add(source: key, asked: nil, in: catalogue)
      }
    }
  }

  /// What the entries of a venv's lists install from sources.
  package mutating func add(_ requirements: [Venv.Requirement], in catalogue: Catalogue) {
    for requirement in requirements {
      guard let key = requirement.source else { continue }
      add(source: key, asked: requirement.name, in: catalogue)
    }
  }

  /// - Parameter asked: the name under which a list asks for it.
  package mutating func add(source key: String, asked: String?, in catalogue: Catalogue) {
    guard let named = catalogue.sources[key], named.kind != .index else { return }
    let source = named.alias.flatMap { catalogue.sources[$0] } ?? named
    let distribution = PackageName.canonical(source.distributionName)
    for name in [asked, distribution].compactMap({ $0 }) {
      add(name, BuiltName(source: key, distribution: distribution))
    }
  }

  private mutating func add(_ name: String, _ built: BuiltName) {
    let canonical = PackageName.canonical(name)
    if names[canonical] == nil { names[canonical] = built }
  }
}

/// What makes a name one that is built from source.
package struct BuiltName: Sendable {
  /// The source's key in the catalogue.
  package let source: String
  /// The canonical name of what the source makes, where the catalogue knows it.
  package let distribution: String?

  package init(source: String, distribution: String? = nil) {
    self.source = source
    self.distribution = distribution
  }
}
