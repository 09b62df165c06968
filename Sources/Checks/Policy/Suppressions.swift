import Diagnostics
import Glibc
import SourceCatalogue
import TextFiles

/// Findings that a comment on their line takes back.
///
///     suppression := "#" blanks "osa-sources:" blanks "ignore[" code ("," code)* "]" blanks reason
///
/// It counts for its own line, or for the next one where nothing else stands on its own. Without a reason or with an
/// unknown code it counts for nothing and is a finding itself.
package struct Suppressions {
  private struct Place: Hashable {
    let file: FileReference
    let line: Int32
  }

  private var codes: [Place: Set<DiagnosticCode>] = [:]
  package private(set) var diagnostics: [Diagnostic] = []

  package init(in files: [TextFile]) {
    for file in files { add(file) }
  }

  package func covers(_ diagnostic: Diagnostic) -> Bool {
    guard let location = diagnostic.location else { return false }
    return codes[Place(file: location.file, line: location.line)]?.contains(diagnostic.code) ?? false
  }

  private static let mark = Array("osa-sources:".utf8)

  private mutating func add(_ file: TextFile) {
    file.bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      var from = 0
      while from < text.count, let found = memchr(base + from, 0x23, text.count - from) {
        let hash = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        from = hash + 1
        while from < text.count, text[from] == 0x20 || text[from] == 0x09 { from += 1 }
        guard from < text.count, text[from] == Self.mark[0], text[from...].starts(with: Self.mark) else { continue }
        let end = text[from...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
        let comment = String(decoding: text[(from + Self.mark.count)..<end], as: UTF8.self)
        add(comment, at: file.location(ofByte: hash), isAlone: Self.isAlone(text, hash))
        from = end
      }
    }
  }

  private static func isAlone(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var before = index
    while before > 0, text[before - 1] == 0x20 || text[before - 1] == 0x09 { before -= 1 }
    return before == 0 || text[before - 1] == 0x0A || text[before - 1] == 0x0D
  }

  private mutating func add(_ comment: String, at location: Location, isAlone: Bool) {
    let text = comment.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("ignore") else {
      return diagnostics.append(.invalidSuppression("it does not say `ignore`", at: location))
    }
    let rest = text.dropFirst("ignore".count)
    guard rest.first == "[", let close = rest.firstIndex(of: "]") else {
      return diagnostics.append(.invalidSuppression("it names no code in brackets", at: location))
    }
    let names = rest[..<close].dropFirst().split(separator: ",").map { $0.filter { $0 != " " } }
    let known = names.compactMap { DiagnosticCode(identifier: String($0)) }
    guard !names.isEmpty, known.count == names.count else {
      let unknown = names.first { DiagnosticCode(identifier: String($0)) == nil }
      return diagnostics.append(
        .invalidSuppression(unknown.map { "there is no code `\($0)`" } ?? "it names no code", at: location))
    }
    guard rest[close...].dropFirst().contains(where: { $0 != " " && $0 != "\t" }) else {
      return diagnostics.append(.invalidSuppression("it gives no reason", at: location))
    }
    codes[Place(file: location.file, line: location.line + (isAlone ? 1 : 0)), default: []].formUnion(known)
  }
}
