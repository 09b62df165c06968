import TextFiles

/// A source as the old lookup returned it, taken apart from its own spelling
/// `git+URL@REF#egg=EGG&gitname=NAME&projectgroup=GROUP[&FRAGMENTS]` (G11, G18).
package struct LegacyLink: Hashable, Sendable {
  package var name: String
  package var version: String
  /// The path of the project inside the repository.
  package var fragment: String?
  package var url: String
  package var original: String
  package var eggName: String
  package var projectGroup: String
  package var location: Location
  /// The variable of its repository; nil for one that stands in a list.
  var variable: String?

  package init(
    name: String, version: String, fragment: String?, url: String, original: String, eggName: String,
    projectGroup: String, location: Location
  ) {
    self.name = name
    self.version = version
    self.fragment = fragment
    self.url = url
    self.original = original
    self.eggName = eggName
    self.projectGroup = projectGroup
    self.location = location
  }

  /// Takes a link apart with the old lookup's own string surgery; nil where it ended with an error: no `#` behind the
  /// reference, or an `@` behind the `#` (G18, G19).
  init?(parsing original: String, at location: Location) {
    let plus = LegacyText.parts(of: original, by: "+")
    let address = String(plus.count >= 2 ? plus[1] : plus[0])
    var pieces = LegacyText.parts(of: address, by: "@")
    let tail = pieces.count > 1 ? String(pieces.removeLast()) : "master"
    let url = pieces.joined(separator: "@")
    let branch = LegacyText.parts(of: tail, by: "#")
    guard branch.count > 1, let meta = branch.last else { return nil }
    let items = LegacyText.withoutLeading(0x23, meta)
    func value(_ item: StaticString) -> String? {
      let found = LegacyText.parts(of: items, by: item)
      guard found.count > 1, let last = found.last else { return nil }
      return LegacyText.parts(of: String(last), by: "&").first.map(String.init)
    }
    let trimmed = LegacyText.withoutTrailing(0x2F, url)
    fragment = value("subdirectory=")
    name = LegacyText.lowercased(
      value("gitname=") ?? fragment.map(LegacyText.baseName) ?? LegacyText.baseName(trimmed))
    eggName = LegacyText.underscored(value("egg=") ?? LegacyText.baseName(trimmed))
    projectGroup = value("projectgroup=") ?? "all"
    version = String(branch[0])
    self.url = url
    self.original = original
    self.location = location
  }

  /// The folder that fragments name, as pip reads it from an address: the first (`Link._subdirectory_fragment_re`).
  static func subdirectory(in fragments: String?) -> String? {
    for member in fragments?.utf8.split(separator: 0x26) ?? [] where member.starts(with: "subdirectory=".utf8) {
      let folder = String(Substring(member.dropFirst("subdirectory=".utf8.count)))
      return folder.isEmpty ? nil : folder
    }
    return nil
  }

  /// The spelling that repo_build's templates take apart again.
  package static func spelling(
    url: String, version: String, egg: String, name: String, group: String?, subdirectory: String? = nil,
    fragments: String? = nil
  ) -> String {
    var text = "git+\(url)@\(version)#egg=\(egg)"
    if let subdirectory { text += "&subdirectory=\(subdirectory)" }
    text += "&gitname=\(name)"
    if let group { text += "&projectgroup=\(group)" }
    if let fragments, !fragments.isEmpty { text += "&\(fragments)" }
    return text
  }
}
