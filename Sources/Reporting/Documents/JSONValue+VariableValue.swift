import JSONText
import SourceCatalogue

extension JSONValue {
  /// A variable as its file has it; nil for what is no template's business: a vault's text, `!unsafe`.
  package init?(_ value: VariableValue) {
    switch value.content {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .scalar(let text): self = (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
    case .string(let text):
      guard !value.isUnsafe else { return nil }
      self = .string(text)
    case .list(let entries): self = .array(entries.compactMap { JSONValue($0) })
    case .mapping(let entries):
      self = .object(entries.compactMap { entry in JSONValue(entry.value).map { (entry.key, $0) } })
    case .opaque: return nil
    }
  }
}
