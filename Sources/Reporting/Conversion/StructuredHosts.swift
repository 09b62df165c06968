import PythonPackaging
import SourceCatalogue
import TextFiles

/// Base URLs that flat variables hold (`{{ openstack_opendev_base_url }}/openstack/nova`), as hosts of the structured
/// format.
struct StructuredHosts {
  struct Host {
    let name: String
    let variable: String
    let base: String
    /// Where the first source that uses it says so.
    let location: Location
  }

  private(set) var all: [Host] = []

  init(_ catalogue: Catalogue) {
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.alias == nil, let repository = source.repository,
        let (variable, path) = Self.reference(in: repository), !all.contains(where: { $0.variable == variable })
      else { continue }
      let base = String(repository.value.dropLast(path.count + 1))
      let host = Self.name(of: variable)
      guard Self.isBase(base), !all.contains(where: { $0.name == host }) else { continue }
      all.append(Host(name: host, variable: variable, base: base, location: repository.origin.location))
    }
    all.sort { bytewise($0.name, $1.name) }
  }

  /// The repository by its host where its variable is one, else as it is.
  func spelling(of repository: Located<String>) -> String {
    guard let (variable, path) = Self.reference(in: repository),
      let host = all.first(where: { $0.variable == variable }),
      repository.value == host.base + "/" + path
    else { return repository.value }
    return host.name + ":" + path
  }

  /// The variable and the path of `{{ variable }}/path`.
  private static func reference(in repository: Located<String>) -> (variable: String, path: String)? {
    guard let template = repository.origin.template, template.hasPrefix("{{"),
      let end = template.firstBytes(of: "}}/")
    else { return nil }
    var variable = template[template.index(template.startIndex, offsetBy: 2)..<end.lowerBound].drop { $0 == " " }
    while variable.last == " " { variable = variable.dropLast() }
    let path = String(template[end.upperBound...])
    let isName = variable.utf8.allSatisfy {
      $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F
    }
    let isPath = !path.isEmpty && !path.hasPrefix("/") && !path.utf8.contains(0x7B)
    guard isName, !variable.isEmpty, isPath, repository.value.hasSuffix("/" + path) else { return nil }
    return (String(variable), path)
  }

  /// `opendev` of `openstack_opendev_base_url`.
  private static func name(of variable: String) -> String {
    var name = variable[...]
    for ending in ["_url", "_base", "_git"] where name.hasSuffix(ending) { name = name.dropLast(ending.utf8.count) }
    if name.hasPrefix("openstack_") { name = name.dropFirst("openstack_".utf8.count) }
    return name.isEmpty ? variable : String(name)
  }

  /// Its expansion adds a slash and the path.
  private static func isBase(_ text: String) -> Bool {
    !text.isEmpty && !text.hasSuffix("/") && !text.utf8.contains(0x7B)
  }
}
