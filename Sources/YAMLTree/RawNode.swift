/// One node of the arena, in the order of the text. A container's descendants are the nodes up to `end`.
struct RawNode {
  enum Kind: UInt8 {
    case scalar
    case sequence
    case mapping
    case alias
  }

  /// The tags that Ansible's loader constructs, and none at all.
  enum Tag: UInt8 {
    case none
    /// `!` or a quoted scalar: text whatever it looks like.
    case text
    case null, bool, int, float, timestamp, binary, sequence, mapping, set, orderedMap, pairs
    /// `!!merge`: as `<<`. `!!value`: as `=`. Only keys can be constructed.
    case merge, value
    case unsafe
    case vault
    case unknown
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let plain = Flags(rawValue: 1)
    static let unsafe = Flags(rawValue: 2)
    /// The mapping holds a merge key or a key twice, so its pairs are not just its children.
    static let irregular = Flags(rawValue: 4)
  }

  let kind: Kind
  var tag: Tag
  var flags: Flags
  /// From 1, in code points.
  let line: Int32
  let column: Int32
  /// Scalars: where the text starts in the arena's bytes. Aliases: the node meant.
  let start: Int32
  /// Scalars: length of the text in bytes.
  let length: Int32
  /// The index behind the last descendant.
  var end: Int32
}
