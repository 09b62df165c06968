import SourceCatalogue
import TextFiles

/// Which definition a text is to blame on: a URL is joined from a base that another variable holds.
struct Blame {
  private static let depthLimit = 8
  let reading: CatalogueReading

  /// The place of the definition whose own text `matches`, following the variables that `origin`'s text refers to;
  /// the origin's place where only the joined text does.
  func place(of origin: Origin, matching matches: (String) -> Bool) -> Location {
    guard let template = origin.template, !matches(template) else { return origin.location }
    return follow(template, from: origin.level, matches, depth: 0) ?? origin.location
  }

  private func follow(_ text: String, from level: Level, _ matches: (String) -> Bool, depth: Int) -> Location? {
    guard depth < Self.depthLimit else { return nil }
    let viewpoint = Viewpoint(group: level.group, host: level.host, role: level.role)
    for name in Template(parsing: text).names {
      guard let definition = reading.resolver.decide(name, from: viewpoint)?.definition,
        let written = definition.value.text
      else { continue }
      if matches(written) { return definition.location }
      if let found = follow(written, from: definition.level, matches, depth: depth + 1) { return found }
    }
    return nil
  }
}
