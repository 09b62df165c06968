import PythonPackaging
import SourceCatalogue

/// Entries of pip lists in either format: a source by name or by its variables, a requirement as it is.
struct RequirementSpelling {
  private let catalogue: Catalogue

  init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  /// `nova` for the source nova, and `nova[]` for what an index calls nova.
  func structured(_ requirement: Venv.Requirement) -> String {
    let text = requirement.text.value
    guard let source = source(of: requirement) else {
      return Self.isBare(text) && catalogue.sources[Self.flatPrefix(text)] != nil ? text + "[]" : text
    }
    if requirement.isUnresolved { return text }
    return Self.isBare(text) || text == written(source) ? source.name : byVariables(text, source)
  }

  /// The address by the source's variables, so that an override of one reaches the list.
  func flat(_ requirement: Venv.Requirement) -> String {
    let text = requirement.text.value
    guard let source = source(of: requirement) else { return Self.plain(text) }
    if requirement.isUnresolved { return text }
    return byVariables(Self.isBare(text) ? written(source) : text, source)
  }

  /// The entry as pip gets it, whichever format it is written in.
  func finished(_ requirement: Venv.Requirement) -> String {
    let text = requirement.text.value
    guard let source = source(of: requirement) else { return Self.plain(text) }
    return Self.isBare(text) ? written(source) : text
  }

  /// The source that an entry names by its key or its variables; those in place are part of the entry's own text.
  func source(of requirement: Venv.Requirement) -> Source? {
    requirement.source.flatMap { catalogue.sources[$0] }.flatMap { $0.isInline ? nil : $0 }
  }

  /// What pip is given to install a source.
  private func written(_ source: Source) -> String {
    let extras = source.extras.isEmpty ? "" : "[" + source.extras.joined(separator: ",") + "]"
    let name = source.distributionName + extras
    switch source.kind {
    case .git:
      return Self.address(source) + "#egg=" + name + (source.subdirectory.map { "&subdirectory=" + $0.value } ?? "")
    case .index: return name + "==" + (source.reference?.value.value ?? "")
    case .archive: return name + " @ " + (source.archives.first?.url.value ?? "")
    case .path: return name + " @ file://" + (source.path?.value ?? "")
    }
  }

  private static func address(_ source: Source) -> String {
    "git+" + (source.repository?.value ?? "") + (source.reference.map { "@" + $0.value.value } ?? "")
  }

  /// Its address, or only its repository, by the variables of the source that holds it.
  private func byVariables(_ text: String, _ source: Source) -> String {
    guard let repository = source.repository else { return text }
    let key = source.pluginOf ?? source.name
    let variable = "git+{{ \(key)_git_repo }}"
    let whole = variable + (source.reference == nil ? "" : "@{{ \(key)_git_install_branch }}")
    return Self.replacing(Self.address(source), in: text, with: whole)
      ?? Self.replacing("git+" + repository.value, in: text, with: variable) ?? text
  }

  /// Without the empty brackets that keep a name from meaning a source.
  private static func plain(_ text: String) -> String {
    text.hasSuffix("[]") && isBare(String(text.dropLast(2))) ? String(text.dropLast(2)) : text
  }

  /// A structured name as the prefix of flat variables.
  private static func flatPrefix(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == 0x2D || $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
  }

  private static func isBare(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
      }
  }

  /// The first occurrence of `part` replaced; nil where there is none.
  private static func replacing(_ part: String, in text: String, with other: String) -> String? {
    let (bytes, sought) = (Array(text.utf8), Array(part.utf8))
    guard !sought.isEmpty, bytes.count >= sought.count else { return nil }
    for start in 0...(bytes.count - sought.count) where bytes[start...].starts(with: sought) {
      let tail = bytes[(start + sought.count)...]
      return String(decoding: bytes[..<start], as: UTF8.self) + other + String(decoding: tail, as: UTF8.self)
    }
    return nil
  }
}
