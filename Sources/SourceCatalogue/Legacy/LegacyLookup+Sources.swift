import Diagnostics
import PythonPackaging
import TextFiles

/// What the old lookup remembered of a name (G3).
struct LegacyGitData {
  var repository: String
  var branch: String?
  var fragments: String?
  /// What the fragments are where that is no text.
  var oddFragments: VariableValue?
  var plugins: VariableValue?
  /// Whether the file that said so states a group too.
  var isGroupStated: Bool
  var location: Location
  /// The key of its repository.
  var variable: String
}

extension LegacyLookup {
  /// One `*git_repo` (G1 to G6).
  mutating func readSource(
    _ entry: LegacyVariables.Entry, in variables: LegacyVariables, of file: LegacyFile
  ) throws(Abort) {
    let isBare = entry.key == "git_repo" || entry.key.hasPrefix("git_")
    let stem = LegacyText.parts(of: entry.key, by: "_git_repo").first.map(String.init) ?? entry.key
    let prefix = isBare ? "" : String(decoding: stem.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self) + "_"
    func value(_ suffix: String) -> VariableValue? { variables.value(of: prefix + suffix) }
    let repository = value("git_repo")?.pythonText ?? "None"
    let name = try sourceName(prefix, value("git_package_name"), value("git_repo"), entry)
    let known = gitDefaults[name]
    if file.path.holds("/defaults/main"), let known {
      return log.shadowed(name, entry, branch: value("git_install_branch"), by: known, repository: repository)
    }
    let group = value("git_project_group")
    let stated = value("git_install_branch").flatMap { $0.isFalsy ? nil : $0.pythonText }
    let branch = stated ?? known?.branch ?? "master"
    let stating = value("git_install_fragments").flatMap { $0.isFalsy ? nil : $0 }
    let fragments = stating?.pythonText ?? known?.fragments
    let text = LegacyLink.spelling(
      url: repository, version: branch, egg: LegacyText.underscored(name), name: name,
      group: group?.pythonText ?? "all", fragments: fragments)
    links.append((text, entry.location, entry.written))
    log.source(
      name, entry,
      LegacySourceValues(
        repository: repository, statedBranch: stated, group: group, fragments: fragments,
        texts: ["git_repo", "git_install_branch"].compactMap { member in
          value(member).map { (prefix + member, $0) }
        }),
      inherited: known)
    for member in ["git_repo", "git_project_group"] { log.retyped(prefix + member, value(member), of: name) }
    if stated != nil { log.retyped(prefix + "git_install_branch", value("git_install_branch"), of: name) }
    if let fragments, let place = value("git_install_fragments")?.location ?? known?.location {
      log.fragments(fragments, of: prefix + "git_install_fragments", name, at: place)
    }
    let plugins = value("repo_plugins").flatMap { $0.isFalsy ? nil : $0 } ?? known?.plugins
    var data = LegacyGitData(
      repository: repository, branch: branch, fragments: fragments, plugins: known?.plugins,
      isGroupStated: group != nil, location: entry.location, variable: entry.key)
    data.oddFragments = stating.map { $0.isText ? nil : $0 } ?? known?.oddFragments
    gitDefaults[name] = data
    data.plugins = plugins
    if let plugins { try readPlugins(plugins, data) }
  }

  /// The stated name, else that of the repository; a name made any address do, and the lack of both an error (G1, G21).
  private func sourceName(
    _ prefix: String, _ stated: VariableValue?, _ repository: VariableValue?, _ entry: LegacyVariables.Entry
  ) throws(Abort) -> String {
    if let stated, !stated.isFalsy {
      if case .string(let text) = stated.content { return text }
      throw Abort(diagnostic: .legacyAbort("`\(prefix)git_package_name` is \(stated.kindName)", at: stated.location))
    }
    if case .string(let text)? = repository?.content { return LegacyText.repositoryName(text) }
    throw Abort(diagnostic: .legacyAbort("`\(prefix)git_repo` is no text in this file", at: entry.location))
  }

  /// Sources inside the same repository; their group is lost (G15).
  private mutating func readPlugins(_ plugins: VariableValue, _ data: LegacyGitData) throws(Abort) {
    guard let list = plugins.list else {
      throw Abort(diagnostic: .legacyAbort("plugins are \(plugins.kindName) instead of a list", at: plugins.location))
    }
    for plugin in list {
      guard case .string(let package)? = plugin["package"]?.content, case .string(let path)? = plugin["path"]?.content
      else { throw Abort(diagnostic: .legacyAbort("a plugin needs `path` and `package`", at: plugin.location)) }
      let below = LegacyText.withoutLeading(0x2F, package)
      let folder = LegacyText.withoutTrailing(0x2F, LegacyText.withoutLeading(0x2F, path))
      let name = LegacyText.baseName(below)
      let text = LegacyLink.spelling(
        url: data.repository, version: data.branch ?? "master", egg: LegacyText.underscored(name), name: name,
        group: nil, subdirectory: folder + "/" + below, fragments: data.fragments)
      links.append((text, plugin.location, name))
      log.plugin(name, of: data, at: plugin.location)
      gitDefaults[name] = data
    }
  }

  /// A text of the term's lists to the packages or to the sources.
  mutating func sort(_ text: String, at location: Location, variable: String? = nil) throws(Abort) {
    let isAddress = ["http:", "https:", "git+"].contains(where: text.hasPrefix)
    guard isAddress, text.utf8.contains(0x40) else {
      if release.knowsIgnoredRequirements, let odd = gitDefaults[text]?.oddFragments {
        throw Abort(diagnostic: .legacyAbort("the fragments of `\(text)` are \(odd.kindName)", at: odd.location))
      }
      if release.knowsIgnoredRequirements, let fragments = gitDefaults[text]?.fragments,
        fragments.holds("ignorerequirements=True")
      {
        log.drop(text)
        return
      }
      if packages[text] == nil { packages[text] = location }
      return
    }
    guard var link = LegacyLink(parsing: text, at: location) else {
      throw Abort(diagnostic: .legacyAbort("`\(text)` has no `#` behind its reference", at: location))
    }
    link.variable = variable
    log.address(link)
    if let other = remotes.keep(link) { log.replaced(other, by: link) }
  }
}
