import PythonPackaging
import SourceCatalogue

/// One source as flat variables.
struct FlatSource {
  private let source: Source
  /// Groups that the place of the file does not say.
  private let groups: [String]?
  private let plugins: [Source]
  private let isNamed: Bool

  init(_ source: Source, groups: [String]?, plugins: [Source], isNamed: Bool) {
    self.source = source
    self.groups = groups
    self.plugins = plugins
    self.isNamed = isNamed
  }

  func write(to lines: inout YAMLLines, _ notes: inout CommentReader) {
    for origin in [source.repository?.origin, source.reference?.origin, source.track?.origin] {
      for text in origin.map({ notes.above($0.location) }) ?? [] { lines.comment(text) }
    }
    if source.kind != .git { lines.comment("\(source.name) is no git source: \(source.kind.rawValue)") }
    if let alias = source.alias {
      lines.member(source.name + "_git_repo", "{{ \(alias)_git_repo }}", indent: 0)
      lines.member(source.name + "_git_install_branch", "{{ \(alias)_git_install_branch }}", indent: 0)
    } else {
      member("_git_repo", source.repository, to: &lines, &notes)
      if let reference = source.reference, source.kind == .git {
        lines.raw(
          source.name + "_git_install_branch", YAMLScalar.quoted(Self.text(of: reference.value)), indent: 0,
          beside: notes.beside(reference.origin.location))
      }
    }
    if let track = source.track {
      lines.raw(
        source.name + "_git_track_branch", YAMLScalar.quoted(track.value?.value ?? "None"), indent: 0,
        beside: notes.beside(track.origin.location))
    }
    if let groups { lines.list(source.name + "_git_project_group", groups, indent: 0) }
    member("_git_install_fragments", source.fragments, to: &lines, &notes)
    if isNamed { member("_git_package_name", source.distribution, to: &lines, &notes) }
    member("_git_dest", source.destination, to: &lines, &notes)
    if !source.mirrors.isEmpty {
      lines.list(source.name + "_git_fallback_repo", source.mirrors.map(\.value), indent: 0)
    }
    writePlugins(to: &lines)
  }

  private func member(
    _ suffix: String, _ value: Located<String>?, to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    guard let value else { return }
    lines.member(source.name + suffix, value.value, indent: 0, beside: notes.beside(value.origin.location))
  }

  /// A reference whose type its looks do not give away says it.
  private static func text(of reference: Reference) -> String {
    guard Reference(flat: reference.value).kind != reference.kind else { return reference.value }
    switch reference.kind {
    case .tag: return "refs/tags/" + reference.value
    case .branch: return "refs/heads/" + reference.value
    case .commit, .change, .release, .unresolved: return reference.value
    }
  }

  private func writePlugins(to lines: inout YAMLLines) {
    guard !plugins.isEmpty else { return }
    lines.key(source.name + "_repo_plugins", indent: 0)
    for plugin in plugins {
      let (folder, package) = PluginPath.parts(of: plugin)
      lines.item("{path: \(YAMLScalar.quoted(folder)), package: \(YAMLScalar.quoted(package))}", indent: 2)
    }
  }
}
