import SourceCatalogue

/// Sources inside the repository of another, as `plugins` of documents and `*_repo_plugins` say them alike.
struct PluginList {
  private let plugins: [Source]

  init(of source: Source, in catalogue: Catalogue) {
    plugins = catalogue.sources.values.filter { $0.pluginOf == source.name }.sorted { bytewise($0.name, $1.name) }
  }

  func write(as key: String, indent: Int, to lines: inout YAMLLines, _ notes: inout CommentReader) {
    guard let first = plugins.first else { return }
    if let origin = first.subdirectory?.origin {
      lines.comments(notes.above(origin.variable, of: origin.location), indent: indent)
    }
    lines.key(key, indent: indent)
    for plugin in plugins {
      let (folder, package) = Self.parts(of: plugin)
      let place = plugin.subdirectory?.origin.location
      lines.comments(place.map { notes.above($0) } ?? [], indent: indent + 2)
      lines.item(
        "{path: \(YAMLScalar.quoted(folder)), package: \(YAMLScalar.quoted(package))}", indent: indent + 2,
        beside: place.flatMap { notes.beside($0) })
    }
    lines.comments(first.subdirectory.map { notes.below($0.origin.location) } ?? [], indent: indent + 2)
  }

  /// A plugin's subdirectory apart: the folder, and the package in it.
  private static func parts(of plugin: Source) -> (folder: String, package: String) {
    let (path, package) = (plugin.subdirectory?.value ?? "", plugin.distribution?.value ?? plugin.name)
    return (path.hasSuffix("/" + package) ? String(path.dropLast(package.count + 1)) : "", package)
  }
}
