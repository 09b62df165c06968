import JSONText
import PythonPackaging

/// The entries of a large file as a few long texts, for callers that read few of them: nothing is said twice, and a
/// decoder makes five texts instead of two hundred thousand values.
///
///     entries := {"count", "separator", "text", "name", "specifier", "marker", "place", "runs", "others"}
///     text, name, specifier, marker, place := one item an entry, in order, with the separator between them
///     text   := as written; empty where it is name and specifier
///     marker := empty for none
///     place  := line | line ":" column; empty for column 1 of the line behind the last entry's
///     runs   := [{"file", "constraint", "count"}] of entries that follow each other
///     others := {index: entry}: whatever has more than a name, specifiers and a marker; its items are empty
extension ParseDocument {
  static func columns(_ file: RequirementFile, to writer: inout JSONWriter) {
    var columns = EntryColumns(capacity: file.entries.count)
    file.entries.withUnsafeBufferPointer { entries in
      for index in entries.indices { columns.add(entries, index) }
    }
    writer.reserve(columns.size)
    writer.object("entries") { writer in
      writer.member("count", file.entries.count)
      writer.member("separator", "\u{7F}")
      writer.text("text", columns.text)
      writer.text("name", columns.name)
      writer.text("specifier", columns.specifier)
      writer.text("marker", columns.marker)
      writer.text("place", columns.place)
      runs(file, to: &writer)
      writer.object("others") { writer in
        for index in columns.others {
          writer.object(String(index)) { whole(file.entries[index], of: file, to: &$0) }
        }
      }
    }
  }

  private static func runs(_ file: RequirementFile, to writer: inout JSONWriter) {
    var runs: [(file: Int, isConstraint: Bool, count: Int)] = []
    for index in file.entries.indices {
      let (file, isConstraint) = (file.entries[index].position.file, file.entries[index].isConstraint)
      if let last = runs.last, last.file == file, last.isConstraint == isConstraint {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((file, isConstraint, 1))
      }
    }
    writer.array("runs", runs) { writer, run in
      writer.beginObject()
      writer.member("file", file.files.indices.contains(run.file) ? file.files[run.file] : "")
      writer.member("constraint", run.isConstraint)
      writer.member("count", run.count)
      writer.endObject()
    }
  }
}

/// The texts, as they grow.
private struct EntryColumns {
  var text: JSONTextBuffer
  var name: JSONTextBuffer
  var specifier: JSONTextBuffer
  var marker: JSONTextBuffer
  var place: JSONTextBuffer
  var others: [Int] = []
  private var markers: [String: String] = [:]
  private var line = 0

  /// What hardly any text holds; an entry that does is one of the others.
  private static let separator: UInt8 = 0x7F

  init(capacity: Int) {
    // What lines of upper-constraints have, so that most files fit and little memory is touched in vain.
    text = JSONTextBuffer(capacity: capacity * 8)
    name = JSONTextBuffer(capacity: capacity * 20)
    specifier = JSONTextBuffer(capacity: capacity * 12)
    marker = JSONTextBuffer(capacity: capacity * 6)
    place = JSONTextBuffer(capacity: capacity * 2)
  }

  /// Bytes of all texts.
  var size: Int {
    text.bytes.count + name.bytes.count + specifier.bytes.count + marker.bytes.count + place.bytes.count
  }

  mutating func add(_ entries: UnsafeBufferPointer<RequirementFile.Entry>, _ index: Int) {
    if index > 0 { separate() }
    // Nearly every line is told by its bytes alone; copying its values would cost as much as parsing them.
    let isAdded =
      entries[index].isPlain
      && (entries[index].withTextBytes { addPin($0) } || addPlain(entries[index]))
    guard isAdded else { return others.append(index) }
    add(entries[index].position)
  }

  /// A name and one specifier, with nothing between or around them; false, and nothing added, for anything else.
  private mutating func addPin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let end = bytes.firstIndex(where: { !Self.isPinByte($0) || Self.isOperatorByte($0) }), end > 0,
      Self.isOperatorByte(bytes[end]), bytes[end...].allSatisfy(Self.isPinByte)
    else { return false }
    name.appendRaw(UnsafeBufferPointer(rebasing: bytes[..<end]))
    specifier.appendRaw(UnsafeBufferPointer(rebasing: bytes[end...]))
    return true
  }

  private static func isOperatorByte(_ byte: UInt8) -> Bool {
    (byte >= 0x3C && byte <= 0x3E) || byte == 0x21 || byte == 0x7E
  }

  /// Letters, digits, `.-_+*` and the characters of operators: what needs no escape.
  private static func isPinByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2B, 0x2A: true
    default: isOperatorByte(byte)
    }
  }

  private mutating func addPlain(_ entry: RequirementFile.Entry) -> Bool {
    guard let requirement = entry.requirement, requirement.url == nil, requirement.extras.isEmpty else { return false }
    return entry.withTextBytes { add(requirement, $0) }
  }

  /// false, and nothing added, where something holds the separator.
  private mutating func add(_ requirement: Requirement, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.contains(Self.separator) else { return false }
    if let wanted = requirement.marker {
      guard let printed = printed(wanted, bytes) else { return false }
      marker.append(printed)
    }
    text.append(bytes)
    name.append(requirement.name)
    specifier.append(requirement.specifiers.description)
    return true
  }

  /// The markers of a file are few: what stands behind the semicolon tells the printed form. nil where that holds the
  /// separator, which escapes can bring into it.
  private mutating func printed(_ wanted: Marker, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let start = bytes.firstIndex(of: 0x3B) ?? 0
    let written = String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
    if let known = markers[written] { return known }
    let printed = wanted.description
    guard !printed.utf8.contains(Self.separator) else { return nil }
    markers[written] = printed
    return printed
  }

  private mutating func separate() {
    text.appendRaw(Self.separator)
    name.appendRaw(Self.separator)
    specifier.appendRaw(Self.separator)
    marker.appendRaw(Self.separator)
    place.appendRaw(Self.separator)
  }

  private mutating func add(_ position: RequirementFile.Position) {
    let isNext = position.line == line + 1 && position.column == 1
    line = position.line
    guard !isNext else { return }
    place.append(String(position.line))
    if position.column != 1 { place.append(":\(position.column)") }
  }
}
