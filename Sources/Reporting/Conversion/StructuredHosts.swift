import PythonPackaging
import SourceCatalogue
import TextFiles

/// Base URLs as hosts of the structured format: those that its documents name, and those that flat variables hold
/// (`{{ openstack_opendev_base_url }}/openstack/nova`).
struct StructuredHosts {
  struct Host {
    let name: String
    let base: String
    /// Where comments about it stand.
    let location: Location?
    /// The flat variable that it is made of, and where the first source that uses it says so.
    var variable: (name: String, use: Location)?
  }

  /// By name.
  private(set) var all: [Host]
  private let shortAddresses: [Location: String]

  init(_ catalogue: Catalogue, _ resolver: VariableResolver) {
    shortAddresses = catalogue.shortAddresses
    all = catalogue.hosts.map { Host(name: $0.key, base: $0.value.text, location: $0.value.location) }
    for name in catalogue.sourceNames {
      guard let source = catalogue.sources[name], source.alias == nil, let repository = source.repository,
        let (variable, path) = Self.reference(in: repository)
      else { continue }
      let base = String(repository.value.dropLast(path.count + 1))
      let host = Self.name(of: variable)
      // Of one name the first counts; other addresses are written as they are.
      guard Self.isBase(base), !all.contains(where: { $0.name == host }) else { continue }
      let origin = repository.origin
      let viewpoint = Viewpoint(of: origin.level)
      all.append(
        Host(
          name: host, base: base, location: resolver.table.choice(of: variable, from: viewpoint)?.winner.nameLocation,
          variable: (variable, origin.location)))
    }
    all.sort { bytewise($0.name, $1.name) }
  }

  /// The repository by the host that its text says or whose variable it is made of; else as it is.
  func spelling(of repository: Located<String>) -> String {
    if let short = shortAddresses[repository.origin.location] { return short }
    guard let (variable, path) = Self.reference(in: repository),
      let host = all.first(where: { $0.name == Self.name(of: variable) }),
      repository.value.utf8.elementsEqual((host.base + "/" + path).utf8)
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
    guard isName, !variable.isEmpty, Self.isPath(path[...]), repository.value.hasSuffix("/" + path) else { return nil }
    return (String(variable), path)
  }

  private static func isPath(_ text: Substring) -> Bool {
    !text.isEmpty && !text.hasPrefix("/") && !text.utf8.contains(0x7B)
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
