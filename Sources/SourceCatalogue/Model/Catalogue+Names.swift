import PythonPackaging

extension Catalogue {
  /// The key of the source or venv that somebody means by a name: the name itself, or the only one that is the same to
  /// pip (PEP 503), so that what is written `zope.interface` is found by that.
  package func key(of name: String) -> String? {
    if sources[name] != nil || venvs[name] != nil { return name }
    let identity = PackageName.canonical(name)
    let found = Set(sources.keys).union(venvs.keys).filter { PackageName.canonical($0) == identity }
    return found.count == 1 ? found.first : nil
  }
}
