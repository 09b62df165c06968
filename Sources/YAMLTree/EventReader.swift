import CLibYAML
import TextFiles

/// libyaml's events to nodes. The one place that sees C types; bounded in depth, since libyaml is quadratic on
/// flow nesting.
struct EventReader {
  /// Containers within containers. No variable file comes near.
  static let depthLimit = 100
  /// Nodes that aliases may stand for, summed: a few kilobytes can otherwise stand for millions.
  static let aliasLimit = 100_000

  /// Why reading stopped.
  struct Fault: Error {
    enum Kind {
      case syntax(String)
      case undefinedAlias
      case aliasCycle
      case aliasLimit
      case depth
      case multipleDocuments
      case memory
    }
    let kind: Kind
    let line: Int32
    let column: Int32
    /// What libyaml was doing, and where that began.
    var context: (text: String, line: Int32, column: Int32)?
  }

  private(set) var nodes: [RawNode] = []
  private(set) var bytes: [UInt8] = []
  private var mappings: [Int32] = []
  private var suspects: [Int32] = []
  private var hasUnsafe = false
  private var open: [Int] = []
  private var anchors: [[UInt8]: Int] = [:]
  /// Nodes that an anchored node stands for, aliases in it expanded.
  private var expandedSizes: [Int: Int] = [:]
  private var expanded = 0
  private var documents = 0

  /// Reads one stream of UTF-8; after a fault the nodes are of no use.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) throws(Fault) {
    nodes.reserveCapacity(text.count / 24)
    bytes.reserveCapacity(text.count / 2)
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw Fault(kind: .memory, line: 1, column: 1) }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
    var event = yaml_event_t()
    var isDone = false
    while !isDone {
      guard yaml_parser_parse(&parser, &event) == 1 else { throw Self.fault(of: parser) }
      defer { yaml_event_delete(&event) }
      isDone = event.type == YAML_STREAM_END_EVENT
      try take(event)
    }
  }

  /// What was read, and which of it the second pass has to look at.
  struct Arena {
    var nodes: [RawNode] = []
    var bytes: [UInt8] = []
    var mappings: [Int32] = []
    /// Scalars that Ansible's constructor may refuse, and nodes with a tag that it does not know.
    var suspects: [Int32] = []
    var hasUnsafe = false
  }

  /// Hands the arena over without a copy.
  mutating func release() -> Arena {
    var arena = Arena()
    swap(&arena.nodes, &nodes)
    swap(&arena.bytes, &bytes)
    swap(&arena.mappings, &mappings)
    swap(&arena.suspects, &suspects)
    arena.hasUnsafe = hasUnsafe
    return arena
  }

  private static func fault(of parser: yaml_parser_t) -> Fault {
    let text = parser.problem.map { String(cString: $0) } ?? "unreadable"
    let context = parser.context.map {
      (String(cString: $0), clamped(parser.context_mark.line), clamped(parser.context_mark.column))
    }
    return Fault(
      kind: .syntax(text), line: clamped(parser.problem_mark.line), column: clamped(parser.problem_mark.column),
      context: context)
  }

  private static func clamped(_ zeroBased: Int) -> Int32 {
    Int32(clamping: zeroBased) &+ (zeroBased < 0x7FFF_0000 ? 1 : 0)
  }

  private mutating func take(_ event: yaml_event_t) throws(Fault) {
    let line = Self.clamped(event.start_mark.line)
    let column = Self.clamped(event.start_mark.column)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 { throw Fault(kind: .multipleDocuments, line: line, column: column) }
    case YAML_SCALAR_EVENT: try addScalar(event, line, column)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      try openNode(.sequence, Self.tag(start.tag, of: .sequence), start.anchor, line, column)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      try openNode(.mapping, Self.tag(start.tag, of: .mapping), start.anchor, line, column)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeNode()
    case YAML_ALIAS_EVENT: try addAlias(event.data.alias.anchor, line, column)
    default: break
    }
  }

  // MARK: Nodes

  private mutating func addScalar(_ event: yaml_event_t, _ line: Int32, _ column: Int32) throws(Fault) {
    let scalar = event.data.scalar
    let start = Int32(clamping: bytes.count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
    var tag = Self.tag(scalar.tag, of: .scalar)
    // libyaml says so for a scalar tagged `!` too, quoted or not, and PyYAML follows it.
    let isPlain = tag == .none && scalar.plain_implicit == 1
    if tag == .none && !isPlain { tag = .text }
    try register(scalar.anchor, line, column)
    if isPlain ? Self.mayBeRefused(scalar) : tag != .text { suspects.append(Int32(clamping: nodes.count)) }
    if tag == .unsafe { hasUnsafe = true }
    nodes.append(
      RawNode(
        kind: .scalar, tag: tag, flags: isPlain ? .plain : [], line: line, column: column, start: start,
        length: Int32(clamping: scalar.length), end: Int32(clamping: nodes.count + 1)))
  }

  /// `=`, `<<`, numbers and dates: only these can be something that PyYAML cannot construct.
  private static func mayBeRefused(_ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar) -> Bool {
    guard scalar.length > 0, let first = scalar.value?.pointee else { return false }
    return mayBeRefused(startingWith: first)
  }

  static func mayBeRefused(startingWith first: UInt8) -> Bool {
    first == 0x3D || first == 0x3C || first == 0x2B || first == 0x2D || (first >= 0x30 && first <= 0x39)
  }

  private mutating func openNode(
    _ kind: RawNode.Kind, _ tag: RawNode.Tag, _ anchor: UnsafeMutablePointer<UInt8>?, _ line: Int32, _ column: Int32
  ) throws(Fault) {
    guard open.count < Self.depthLimit else { throw Fault(kind: .depth, line: line, column: column) }
    try register(anchor, line, column)
    if kind == .mapping { mappings.append(Int32(clamping: nodes.count)) }
    if tag == .unknown || tag == .orderedMap || tag == .pairs { suspects.append(Int32(clamping: nodes.count)) }
    if tag == .unsafe { hasUnsafe = true }
    open.append(nodes.count)
    nodes.append(
      RawNode(kind: kind, tag: tag, flags: [], line: line, column: column, start: 0, length: 0, end: 0))
  }

  private mutating func closeNode() {
    guard let index = open.popLast() else { return }
    nodes[index].end = Int32(clamping: nodes.count)
  }

  /// PyYAML's composer takes an anchor once, although YAML allows it again.
  private mutating func register(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ line: Int32, _ column: Int32
  ) throws(Fault) {
    guard let anchor else { return }
    if let first = anchors.updateValue(nodes.count, forKey: Self.name(anchor)) {
      throw Fault(
        kind: .syntax("found duplicate anchor"), line: line, column: column,
        context: ("the first occurrence", nodes[first].line, nodes[first].column))
    }
  }

  private mutating func addAlias(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ line: Int32, _ column: Int32
  ) throws(Fault) {
    guard let anchor, let target = anchors[Self.name(anchor)] else {
      throw Fault(kind: .undefinedAlias, line: line, column: column)
    }
    guard !open.contains(target) else { throw Fault(kind: .aliasCycle, line: line, column: column) }
    expanded += expandedSize(of: target)
    guard expanded <= Self.aliasLimit else { throw Fault(kind: .aliasLimit, line: line, column: column) }
    nodes.append(
      RawNode(
        kind: .alias, tag: .none, flags: [], line: line, column: column, start: Int32(clamping: target), length: 0,
        end: Int32(clamping: nodes.count + 1)))
  }

  /// Nodes below an anchored node with the aliases in it expanded; each sum is bounded by `aliasLimit`.
  private mutating func expandedSize(of target: Int) -> Int {
    if let known = expandedSizes[target] { return known }
    var size = 0
    for node in nodes[target..<Int(nodes[target].end)] {
      size += node.kind == .alias ? expandedSizes[Int(node.start)] ?? 1 : 1
    }
    expandedSizes[target] = size
    return size
  }

  private static func name(_ text: UnsafeMutablePointer<UInt8>) -> [UInt8] {
    var length = 0
    while text[length] != 0 { length += 1 }
    return Array(UnsafeBufferPointer(start: text, count: length))
  }

  /// Gives an unquoted scalar an explicit type.
  mutating func retag(_ index: Int, as tag: RawNode.Tag) {
    nodes[index].tag = tag
    nodes[index].flags.remove(.plain)
    suspects.append(Int32(clamping: index))
  }

  // MARK: Tags

  private static let core = "tag:yaml.org,2002:"

  /// What a tag means for a node of a kind; `unknown` for what Ansible's loader cannot construct there.
  private static func tag(_ tag: UnsafeMutablePointer<UInt8>?, of kind: RawNode.Kind) -> RawNode.Tag {
    guard let tag else { return .none }
    let name = String(decoding: self.name(tag), as: UTF8.self)
    if name == "!" || name.isEmpty { return .none }
    if name == "!unsafe" { return .unsafe }
    if name == "!vault" || name == "!vault-encrypted" { return kind == .scalar ? .vault : .unknown }
    guard name.hasPrefix(core) else { return .unknown }
    switch (name.dropFirst(core.utf8.count), kind) {
    case ("str", .scalar), ("python/unicode", .scalar): return .text
    case ("merge", .scalar): return .merge
    case ("value", .scalar): return .value
    case ("null", .scalar): return .null
    case ("bool", .scalar): return .bool
    case ("int", .scalar): return .int
    case ("float", .scalar): return .float
    case ("timestamp", .scalar): return .timestamp
    case ("binary", .scalar): return .binary
    case ("seq", .sequence): return .sequence
    case ("map", .mapping), ("python/dict", .mapping): return .mapping
    case ("set", .mapping): return .set
    case ("omap", .sequence): return .orderedMap
    case ("pairs", .sequence): return .pairs
    default: return .unknown
    }
  }
}
