import PythonPackaging
import SourceCatalogue
import TextFiles

/// The notes of a deployment, each handed out once.
struct CommentReader {
  private let notes: Notes
  private var told: Set<Location.Line> = []
  private var heads: Set<[String]> = []

  init(_ files: [TextFile]) {
    notes = Notes(files)
  }

  mutating func above(_ location: Location) -> [String] {
    notes.above(location).flatMap { paragraph in
      let new = untold(paragraph.comments, of: location.file)
      // What every file has at its head is told once.
      return paragraph.isHead && !new.isEmpty && !heads.insert(paragraph.texts).inserted ? [] : new
    }
  }

  /// The comments above and behind a key at the top of documents.
  mutating func heading(_ key: String, of documents: [FileReference]) -> [String] {
    documents.flatMap { file -> [String] in
      guard let place = notes.topKey(key, of: file) else { return [] }
      return above(place) + (beside(place).map { [$0] } ?? [])
    }
  }

  /// Whatever is left of the comments of documents.
  mutating func rest(of documents: [FileReference]) -> [String] {
    documents.flatMap { untold(notes.all(of: $0), of: $0) }
  }

  mutating func beside(_ location: Location) -> String? {
    notes.beside(location).flatMap { text in
      untold([Notes.Comment(line: Int(location.line), text: text)], of: location.file).first
    }
  }

  /// The comments that end the list of an entry.
  mutating func below(_ location: Location) -> [String] { untold(notes.below(location), of: location.file) }

  private mutating func untold(_ comments: [Notes.Comment], of file: FileReference) -> [String] {
    comments.filter { told.insert(Location(file: file, line: $0.line).wholeLine).inserted }.map(\.text)
  }

  /// The comments above the name of a variable, of which `location` is the value or its first entry, and behind it where
  /// the value begins below.
  mutating func above(_ variable: String, of location: Location) -> [String] {
    guard let key = notes.key(of: variable, above: location) else { return [] }
    return above(key) + (key.line == location.line ? [] : beside(key).map { [$0] } ?? [])
  }

  /// The same of a definition that another hides, with what stands behind its value.
  mutating func hidden(_ other: Origin.Shadowed, of variable: String) -> [String] {
    let heading = above(variable, of: other.location) + above(other.location)
    let within = untold(notes.within(other.location), of: other.location.file)
    return heading + within + (beside(other.location).map { [$0] } ?? [])
  }

  /// The comments above the name of a list of a distribution's packages, and its entries with theirs.
  mutating func entries(
    _ packages: RoleRecord.Packages, of variable: String
  ) -> (heading: [String], entries: [YAMLLines.Entry]) {
    // In a structured document the name is the last key of a path.
    let flat = above(variable, of: packages.location)
    let heading = flat.isEmpty ? above("." + variable, of: packages.location) : flat
    var entries = packages.entries.map { entry in
      YAMLLines.Entry(text: entry.text, above: above(entry.location), beside: beside(entry.location))
    }
    if let last = packages.entries.last { entries[entries.count - 1].below = below(last.location) }
    return (heading, entries)
  }

  /// Entries of lists with their comments, and the comments above the variables that they come from.
  mutating func entries(
    _ texts: [(text: String, origin: Origin)]
  ) -> (heading: [String], entries: [YAMLLines.Entry]) {
    var heading: [String] = []
    var seen: Set<String> = []
    var entries: [YAMLLines.Entry] = []
    for (index, (text, origin)) in texts.enumerated() {
      let isFirst = seen.insert(origin.variable).inserted
      let variable = isFirst ? above(origin.variable, of: origin.location) : []
      if entries.isEmpty { heading = variable }
      let own = above(origin.location)
      entries.append(
        YAMLLines.Entry(
          text: text, above: entries.isEmpty ? own : variable + own,
          beside: beside(origin.location)))
      let next = index + 1 < texts.count ? texts[index + 1].origin : nil
      if next?.variable != origin.variable || next?.location.file != origin.location.file {
        entries[index].below = below(origin.location)
      }
    }
    return (heading, entries)
  }
}
