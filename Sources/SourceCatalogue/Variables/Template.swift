import PythonPackaging

/// A string as Jinja reads it: literal text and expressions in turn.
package struct Template: Hashable, Sendable {
  package enum Segment: Hashable, Sendable {
    case literal(String)
    case expression(TemplateExpression)
    /// Jinja that the core does not evaluate, as written.
    case unsupported(String)
  }

  package let segments: [Segment]

  package init(parsing text: String) {
    guard Self.mayHoldTemplate(text) else {
      segments = [.literal(text)]
      return
    }
    var parser = TemplateParser(text)
    segments = parser.segments()
  }

  /// Whether the text holds anything for Jinja.
  package static func mayHoldTemplate(_ text: String) -> Bool {
    guard text.holds(byte: 0x7B) else { return false }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == 0x7B && (byte == 0x7B || byte == 0x25 || byte == 0x23) { return true }
      previous = byte
    }
    return false
  }

  /// The one expression that the whole text is; blanks around it do not count.
  package var wholeExpression: TemplateExpression? {
    guard segments.count == 1, case .expression(let expression) = segments[0] else { return nil }
    return expression
  }

  package var isUnsupported: Bool {
    segments.contains { if case .unsupported = $0 { true } else { false } }
  }

  /// The variables that supported expressions read, in the order written.
  package var names: [String] {
    segments.flatMap { if case .expression(let expression) = $0 { expression.names } else { [] as [String] } }
  }

  /// Every word outside of literal text that may be a variable, in expressions that the core does not evaluate too.
  package var words: [String] {
    segments.flatMap { segment -> [String] in
      switch segment {
      case .literal: []
      case .expression(let expression): expression.names
      case .unsupported(let text): TemplateWords.names(in: text)
      }
    }
  }
}
