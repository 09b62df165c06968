import SourceCatalogue
import TextFiles

/// The lines of a constraint layer with their comments, as far as the deployment itself holds them.
struct LayerLines {
  private(set) var entries: [YAMLLines.Entry] = []
  /// Where the lines are that are not here: in a source's repository, behind an address, in a file that was not read.
  private(set) var elsewhere: [String] = []

  init(_ layer: ConstraintLayerDefinition, _ files: [TextFile]) {
    var notes = CommentReader([])
    self.init(layer, files, &notes)
  }

  /// With the comments of lines that stand in YAML.
  init(_ layer: ConstraintLayerDefinition, _ files: [TextFile], _ notes: inout CommentReader) {
    switch layer.content {
    case .lines(let lines):
      let outside = notes.entries(lines.map { ($0.value, $0.origin) })
      var heading = outside.heading
      for (line, around) in zip(lines, outside.entries) {
        // One text may be several lines of a requirement file.
        var own = Self.entries(of: Array(line.value.utf8))
        guard let last = own.indices.last else { continue }
        own[0].above = heading + around.above + own[0].above
        own[last].beside = own[last].beside ?? around.beside
        own[last].below += around.below
        entries += own
        heading = []
      }
    case .source(let name, let path): elsewhere = ["source \(name) \(path)"]
    case .url(let url): elsewhere = ["url " + url.value]
    case .file(let reference):
      guard let file = files.first(where: { $0.reference.displayPath == reference.displayPath }) else {
        elsewhere = ["file " + reference.path]
        return
      }
      entries = Self.entries(of: file.bytes)
    }
  }

  /// One entry for each line that is more than a comment; comment lines stand above the next one, or below the last.
  private static func entries(of bytes: [UInt8]) -> [YAMLLines.Entry] {
    var entries: [YAMLLines.Entry] = []
    var above: [String] = []
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let comment = line.indices.first { index in
        line[index] == 0x23 && (index == line.startIndex || isBlank(line[line.index(before: index)]))
      }
      let text = trimmed(line[..<(comment ?? line.endIndex)])
      let note = comment.map { trimmed(line[$0...].drop { $0 == 0x23 }) }.flatMap { $0.isEmpty ? nil : $0 }
      if text.isEmpty {
        if let note { above.append(note) }
        continue
      }
      entries.append(YAMLLines.Entry(text: text, above: above, beside: note))
      above = []
    }
    if !entries.isEmpty { entries[entries.count - 1].below = above }
    return entries
  }

  /// The text of a requirement file.
  static func text(of entries: [YAMLLines.Entry]) -> String {
    func comments(_ texts: [String]) -> [String] { texts.map { "# " + $0 } }
    let lines = entries.flatMap { entry in
      comments(entry.above) + [entry.text + (entry.beside.map { "  # " + $0 } ?? "")] + comments(entry.below)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
