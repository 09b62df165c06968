import Diagnostics
import SourceCatalogue

/// `{{ x}}`: works, but tools that look for `{{ x }}` pass it by.
enum TemplateSpacing: Check {
  static let codes: [DiagnosticCode] = [.templateSpacing]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.reading.names(where: SourceNaming.matches).flatMap { name -> [Diagnostic] in
      guard case .source = SourceNaming.match(name)?.meaning else { return [] }
      return context.reading.definitions(of: name).compactMap { definition in
        guard case .string(let text) = definition.value.content, !definition.value.isUnsafe, isTight(text) else {
          return nil
        }
        return .templateSpacing(name, at: definition.location)
      }
    }
  }

  /// Whether a brace pair touches its expression; `{{-` and `-}}` are Jinja's own.
  static func isTight(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for index in bytes.indices.dropFirst() {
      if bytes[index] == 0x7B && bytes[index - 1] == 0x7B, index + 1 < bytes.count {
        if ![0x20, 0x2D, 0x0A, 0x7B].contains(bytes[index + 1]) { return true }
      }
      if bytes[index] == 0x7D && bytes[index - 1] == 0x7D, index >= 2 {
        if ![0x20, 0x2D, 0x0A, 0x7D].contains(bytes[index - 2]) { return true }
      }
    }
    return false
  }
}
