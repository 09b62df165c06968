import PythonPackaging
import SourceCatalogue

/// One source as flat variables.
struct FlatSource {
  private let source: Source
  /// Groups that the place of the file does not say.
  private let groups: [String]?
  private let plugins: PluginList
  private let isNamed: Bool

  init(_ source: Source, groups: [String]?, plugins: PluginList, isNamed: Bool) {
    self.source = source
    self.groups = groups
    self.plugins = plugins
    self.isNamed = isNamed
  }

  func write(to lines: inout YAMLLines, _ notes: inout CommentReader) {
    if source.kind != .git {
      for field in [SourceField.archive, .path] { lines.comments(above(field, &notes)) }
      lines.comment("\(source.name) is no git source: \(source.kind.rawValue)")
    }
    if let alias = source.alias {
      lines.comments(above(.repository, &notes) + above(.reference, &notes))
      lines.member(source.name + "_git_repo", "{{ \(alias)_git_repo }}", indent: 0)
      lines.member(source.name + "_git_install_branch", "{{ \(alias)_git_install_branch }}", indent: 0)
    } else {
      // Lists refer to it, and pip takes URLs alone.
      member("_git_repo", source.repository?.map(RepositoryURL.url), to: &lines, &notes)
      if let reference = source.reference, source.kind == .git {
        lines.comments(above(.reference, &notes))
        lines.raw(
          source.name + "_git_install_branch", YAMLScalar.quoted(Self.text(of: reference.value)), indent: 0,
          beside: notes.beside(reference.origin.location))
      }
    }
    if let track = source.track {
      lines.comments(above(.track, &notes))
      lines.raw(
        source.name + "_git_track_branch", YAMLScalar.quoted(track.value?.value ?? "None"), indent: 0,
        beside: notes.beside(track.origin.location))
    }
    if groups != nil {
      list("_git_project_group", source.groups, to: &lines, &notes)
    } else if let place = source.groups.first?.origin.location {
      lines.comments(notes.above(place) + (notes.beside(place).map { [$0] } ?? []))
    }
    member("_git_install_fragments", source.fragments, to: &lines, &notes)
    if isNamed { member("_git_package_name", source.distribution, to: &lines, &notes) }
    member("_git_dest", source.destination, to: &lines, &notes)
    if !source.mirrors.isEmpty { list("_git_fallback_repo", source.mirrors, to: &lines, &notes) }
    plugins.write(as: source.name + "_repo_plugins", indent: 0, to: &lines, &notes)
  }

  private func above(_ field: SourceField, _ notes: inout CommentReader) -> [String] {
    source.origin(of: field).map { notes.above($0.location) } ?? []
  }

  private func member(
    _ suffix: String, _ value: Located<String>?, to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    guard let value else { return }
    lines.comments(notes.above(value.origin.location))
    lines.member(source.name + suffix, value.value, indent: 0, beside: notes.beside(value.origin.location))
  }

  private func list(
    _ suffix: String, _ values: [Located<String>], to lines: inout YAMLLines, _ notes: inout CommentReader
  ) {
    // One text is as good as a list of it, and a template may come to either.
    if values.count == 1, Template.mayHoldTemplate(values[0].value) {
      return member(suffix, values[0], to: &lines, &notes)
    }
    let all = notes.entries(values.map { ($0.value, $0.origin) })
    lines.comments(all.heading)
    lines.list(source.name + suffix, all.entries, indent: 0)
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
}
