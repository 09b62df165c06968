import PythonPackaging
import TextFiles

/// Where the marker of a constraint stands, for what is wrong with it alone.
enum MarkerPlace {
  /// - Parameters:
  ///   - text: the constraint as read, which starts at `start`.
  ///   - files: of the layer; a text that came together from several lines, or with variables, has only its start.
  static func location(of marker: Marker, in text: String, at start: Location, files: [TextFile]) -> Location {
    guard let offset = offset(of: marker, in: text) else { return start }
    guard let line = files.first(where: { $0.reference == start.file })?.line(Int(start.line)) else { return start }
    let column = Int(start.column) - 1
    let rest = line.unicodeScalars.dropFirst(column)
    // The separator may be an old one.
    let isWhole = zip(rest, text.unicodeScalars).allSatisfy { $0 == $1 || ($0 == ":" && $1 == ";") }
    guard isWhole, rest.count >= text.unicodeScalars.count else { return start }
    return Location(file: start.file, line: Int(start.line), column: column + offset + 1)
  }

  /// In code points: behind the semicolon that has nothing but the marker behind it.
  private static func offset(of marker: Marker, in text: String) -> Int? {
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where scalar == ";" {
      let blanks = scalars[(index + 1)...].prefix { $0 == " " || $0 == "\t" }.count
      var rest = ""
      rest.unicodeScalars.append(contentsOf: scalars[(index + 1 + blanks)...])
      if (try? Marker(parsing: rest)) == marker { return index + 1 + blanks }
    }
    return nil
  }
}
