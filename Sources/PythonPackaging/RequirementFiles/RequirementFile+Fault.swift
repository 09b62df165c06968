extension RequirementFile {
  /// Why pip refuses a file, and where.
  package struct Fault: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
      /// A requirement, a marker or an address is none.
      case invalidRequirement
      /// A constraint file holds an editable: reading ends here in any case.
      case editableConstraint
      /// An option is unknown, lacks its value or has one that is none.
      case invalidOption
      /// A file includes itself, or too many files are included.
      case inclusion
      /// A file cannot be read.
      case unreadable
      /// A file is not text in the encoding that it declares.
      case encoding
    }

    package let kind: Kind
    /// Names the fault: lower case but where `packaging` speaks, no final full stop.
    package let message: String
    /// Of the offending text; of the line that includes the file, where that cannot be read; nil for the root itself.
    package let position: Position?
    /// The line that pip names: the first of those that belong together, where the text stands on a later one.
    package let firstLine: Int?
    /// Code points of the offending text on its line; 0 where only a place is known.
    package let length: Int
    /// The requirement or option that is wrong, as written.
    package let text: String
    /// What to do about it.
    package let hint: String?

    init(
      _ kind: Kind, _ message: String, at position: Position?, firstLine: Int? = nil, length: Int = 0,
      text: String = "", hint: String? = nil
    ) {
      self.kind = kind
      self.message = message
      self.position = position
      self.firstLine = firstLine ?? position?.line
      self.length = length
      self.text = text
      self.hint = hint
    }
  }
}
