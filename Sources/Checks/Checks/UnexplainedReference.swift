import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// A file whose header asks for an in-line comment at every reference that is no tag, and where one has none: the rule
/// is older than the pins by commit, and whoever reads it looks for comments in vain.
enum UnexplainedReference: Check {
  static let codes: [DiagnosticCode] = [.unexplainedReference]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    var references: [FileReference: [Located<Reference>]] = [:]
    for source in context.sources where !source.isInline {
      guard let reference = source.reference, reference.value.kind == .commit || reference.value.kind == .branch else {
        continue
      }
      references[reference.origin.location.file, default: []].append(reference)
    }
    return context.catalogue.files.compactMap { file in
      guard let held = references[file.reference], let rule = rule(in: file) else { return nil }
      let bare = held.filter { !(file.line(Int($0.origin.location.line))?.utf8.contains(0x23) ?? true) }
      guard let first = bare.min(by: { $0.origin.location < $1.origin.location }) else { return nil }
      return .unexplainedReference(first.origin.variable, at: rule, other: first.origin.location)
    }
  }

  private static let words = Array("that is not a TAG".utf8)

  /// The line of the header that states the rule.
  private static func rule(in file: TextFile) -> Location? {
    var rest = file.bytes[...]
    while let hit = rest.firstIndex(of: words[0]) {
      if rest[hit...].starts(with: words) {
        let place = file.location(ofByte: hit)
        return Location(file: file.reference, line: place.line, column: 1)
      }
      rest = rest[(hit + 1)...]
    }
    return nil
  }
}
