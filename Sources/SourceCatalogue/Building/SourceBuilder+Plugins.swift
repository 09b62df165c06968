import Diagnostics
import TextFiles

/// `*_repo_plugins: [{path: contrib, package: extra}]`: folders of a repository that are distributions of their own.
extension SourceBuilder {
  /// One source per entry, at the reference and for the groups of the source that holds it.
  mutating func plugins(of source: Source) -> [Source] {
    guard let variable = variables[.plugins], let found = resolver.decide(variable, from: home) else { return [] }
    guard case .value(let value) = found.outcome, let entries = value.list else {
      if case .value(let value) = found.outcome, value.content == .null { return [] }
      report(.wrongType(variable, wanted: "a list of `path` and `package`", found: found.definition.value))
      return []
    }
    return entries.compactMap { plugin($0, of: source, found) }
  }

  private mutating func plugin(
    _ entry: VariableValue, of source: Source, _ found: VariableResolver.Decision
  ) -> Source? {
    guard let package = member("package", of: entry, found), let path = member("path", of: entry, found) else {
      if reportsUnresolved(entry, found) || isToldByItsShape(entry, found) { return nil }
      report(.wrongType(found.origin.variable, wanted: "a mapping of `path` and `package`", found: entry))
      return nil
    }
    var plugin = source
    plugin.scopes = []
    plugin.alias = nil
    plugin.pluginOf = source.name
    plugin.distribution = package
    plugin.subdirectory = path.map {
      // Written `/contrib/` and `/package` as well.
      let folder = LegacyText.withoutTrailing(0x2F, LegacyText.withoutLeading(0x2F, $0))
      return folder.isEmpty ? package.value : folder + "/" + package.value
    }
    return plugin.renamed(StructuredReader.flatPrefix(package.value))
  }

  /// The structured format says itself what a member may be, unless a variable decides it.
  private func isToldByItsShape(_ entry: VariableValue, _ found: VariableResolver.Decision) -> Bool {
    let isTemplate = entry["package"]?.text.map(Template.mayHoldTemplate) ?? false
    return found.definition.isStructured && !isTemplate
  }

  /// A member that only a play can tell is not of the wrong type.
  private mutating func reportsUnresolved(_ entry: VariableValue, _ found: VariableResolver.Decision) -> Bool {
    for value in [entry["package"], entry["path"]].compactMap({ $0 }) where value.text != nil {
      let failure: VariableResolver.Failure
      switch resolver.resolve(value, from: home) {
      case .undefined(let missing): failure = .undefined(variable: missing)
      case .unresolved(let reason): failure = reason
      case .text, .value: continue
      }
      report(.unresolvedVariable(found.origin.variable, because: failure, at: value.location))
      return true
    }
    return false
  }

  private func member(
    _ key: String, of entry: VariableValue, _ found: VariableResolver.Decision
  ) -> Located<String>? {
    guard let value = entry[key], case .text(let text) = resolver.resolve(value, from: home),
      key == "path" || !text.isEmpty
    else { return nil }
    let plain = key == "package" ? LegacyText.withoutLeading(0x2F, text) : text
    return Located(plain, origin: found.origin.moved(to: value.location))
  }
}
