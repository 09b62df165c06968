import PythonPackaging
import SourceCatalogue
import TextFiles

/// The notes of a deployment, each handed out once.
struct CommentReader {
  private let notes: Notes
  private var above: Set<Place> = []
  private var paragraphs: Set<[String]> = []
  private var beside: Set<Place> = []

  private struct Place: Hashable {
    let file: FileReference
    let line: Int32
  }

  init(_ files: [TextFile]) {
    notes = Notes(files)
  }

  mutating func above(_ location: Location) -> [String] {
    guard above.insert(Place(file: location.file, line: location.line)).inserted else { return [] }
    return lines(notes.above(location))
  }

  /// The lines of paragraphs, without those that every file has at its head and that were handed out before.
  private mutating func lines(_ all: [[String]]) -> [String] {
    all.flatMap { paragraph in
      let isNew = paragraphs.insert(paragraph).inserted
      let isShort = paragraph.count == 1 && !(paragraph[0].holds("://") || paragraph[0].hasPrefix("Copyright"))
      return isNew || isShort ? paragraph : []
    }
  }

  mutating func beside(_ location: Location) -> String? {
    beside.insert(Place(file: location.file, line: location.line)).inserted ? notes.beside(location) : nil
  }

  /// The comments above the name of a list of a distribution's packages, and its entries with theirs.
  mutating func entries(
    _ packages: RoleRecord.Packages, of variable: String
  ) -> (heading: [String], entries: [YAMLLines.Entry]) {
    // In a structured document the name is the last key of a path.
    let flat = lines(notes.above(variable: variable, of: packages.location))
    let heading = flat.isEmpty ? lines(notes.above(variable: "." + variable, of: packages.location)) : flat
    let entries = packages.entries.map { entry in
      let own = above(entry.location).filter { !heading.contains($0) }
      return YAMLLines.Entry(text: entry.text, above: own, beside: beside(entry.location))
    }
    return (heading, entries)
  }

  /// Entries of lists with their comments, and the comments above the variables that they come from.
  mutating func entries(
    _ texts: [(text: String, origin: Origin)]
  ) -> (heading: [String], entries: [YAMLLines.Entry]) {
    var heading: [String] = []
    var seen: Set<String> = []
    var entries: [YAMLLines.Entry] = []
    for (text, origin) in texts {
      let isFirst = seen.insert(origin.variable).inserted
      let variable = isFirst ? lines(notes.above(variable: origin.variable, of: origin.location)) : []
      if entries.isEmpty { heading = variable }
      let own = above(origin.location)
      entries.append(
        YAMLLines.Entry(
          text: text, above: entries.isEmpty ? own.filter { !variable.contains($0) } : variable + own,
          beside: beside(origin.location)))
    }
    return (heading, entries)
  }
}
