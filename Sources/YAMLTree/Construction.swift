import Diagnostics
import TextFiles

/// The second pass: what PyYAML's constructor refuses, keys that stand twice, `!unsafe` for all that is below it.
struct Construction {
  private var nodes: [RawNode]
  private let bytes: [UInt8]
  private let mappings: [Int32]
  /// Those of `mappings` that may be refused or hold a key twice.
  private var notable: [Int32] = []
  private let suspects: [Int32]
  private let hasUnsafe: Bool
  private let file: FileReference
  private var diagnostics: [Diagnostic] = []
  private var isRefused = false

  init(_ arena: consuming EventReader.Arena, file: FileReference) {
    nodes = arena.nodes
    bytes = arena.bytes
    mappings = arena.mappings
    suspects = arena.suspects
    hasUnsafe = arena.hasUnsafe
    arena.nodes = []
    self.file = file
  }

  mutating func run() -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    if hasUnsafe { markUnsafe() }
    markMappings()
    let document = YAMLDocument(file: file, nodes: nodes, bytes: bytes)
    check(document)
    return isRefused ? (nil, diagnostics) : (document, diagnostics)
  }

  private mutating func markUnsafe() {
    var index = 0
    while index < nodes.count {
      guard nodes[index].tag == .unsafe else {
        index += 1
        continue
      }
      let end = Int(nodes[index].end)
      for below in index..<end { nodes[below].flags.insert(.unsafe) }
      index = end
    }
  }

  /// Finds mappings with a merge key, with two keys of the same bytes (or of different bytes that may be one value), and
  /// with a key that is no scalar.
  private mutating func markMappings() {
    var survey = KeySurvey()
    for mapping in mappings {
      let found = survey.survey(mapping: Int(mapping), nodes, bytes)
      if found.isIrregular, Int(mapping) < nodes.count { nodes[Int(mapping)].flags.insert(.irregular) }
      if found.isIrregular || found.hasContainerKey { notable.append(mapping) }
    }
  }

  // MARK: Findings

  private mutating func check(_ document: YAMLDocument) {
    // In the order of the text, as the constructor meets them.
    var (nextSuspect, nextMapping) = (0, 0)
    while !isRefused, nextSuspect < suspects.count || nextMapping < notable.count {
      let suspect = nextSuspect < suspects.count ? suspects[nextSuspect] : .max
      let mapping = nextMapping < notable.count ? notable[nextMapping] : .max
      if suspect <= mapping {
        nextSuspect += 1
        checkSuspect(Int(suspect), document)
      }
      if mapping <= suspect {
        nextMapping += 1
        if !isRefused { checkMapping(Int(mapping), document) }
      }
    }
  }

  private mutating func checkSuspect(_ index: Int, _ document: YAMLDocument) {
    let raw = nodes[index]
    if raw.tag == .unknown { return refuse(.unknownTag(at: place(raw))) }
    if raw.kind == .scalar, !isPlainlyFine(raw) { checkScalar(raw, YAMLNode(document: document, index: index)) }
  }

  /// A plain decimal number without a leading zero, or text that starts with one hyphen: what most suspects are.
  private func isPlainlyFine(_ raw: RawNode) -> Bool {
    let (start, end) = (Int(raw.start), Int(raw.start) + Int(raw.length))
    guard raw.flags.contains(.plain), raw.length > 1, end <= bytes.count else { return false }
    if bytes[start] == 0x2D { return bytes[start + 1] | 0x20 >= 0x61 && bytes[start + 1] | 0x20 <= 0x7A }
    guard bytes[start] != 0x30 else { return false }
    for offset in start..<end where !ByteCursor.isDigit(bytes[offset]) { return false }
    return true
  }

  private mutating func refuse(_ diagnostic: Diagnostic) {
    isRefused = true
    diagnostics.append(diagnostic)
  }

  private func place(_ raw: RawNode) -> Location { Location(file: file, line: raw.line, column: raw.column) }

  private mutating func checkScalar(_ raw: RawNode, _ node: YAMLNode) {
    if raw.tag == .unsafe || raw.tag == .vault { return }
    if node.isMergeKey && isKey(node) { return }
    if raw.tag == .binary && Base64Check.canonical(node.text) == nil {
      return refuse(.invalidValue("`!!binary` does not hold base64", at: place(raw)))
    }
    if case .invalid(let why) = node.value { refuse(.invalidValue(why, at: place(raw))) }
  }

  /// Whether a merge key stands where a key does: the mapping that holds it says so.
  private mutating func isKey(_ node: YAMLNode) -> Bool { mergeKeys.contains(node.index) }

  private lazy var mergeKeys: Set<Int> = {
    var found: Set<Int> = []
    for index in mappings.lazy.map(Int.init) where nodes[index].flags.contains(.irregular) {
      var next = index + 1
      while next < Int(nodes[index].end) {
        if KeySurvey.isMergeKey(nodes[next], bytes) { found.insert(next) }
        next = Int(nodes[next].end)
        guard next < Int(nodes[index].end) else { break }
        next = Int(nodes[next].end)
      }
    }
    return found
  }()

  private mutating func checkMapping(_ index: Int, _ document: YAMLDocument) {
    var next = index + 1
    while next < Int(nodes[index].end) {
      let key = nodes[next].kind == .alias ? nodes[Int(nodes[next].start)] : nodes[next]
      if key.kind != .scalar { return refuse(.unhashableKey(at: place(key))) }
      next = Int(nodes[next].end)
      guard next < Int(nodes[index].end) else { break }
      next = Int(nodes[next].end)
    }
    guard nodes[index].flags.contains(.irregular) else { return }
    let node = YAMLNode(document: document, index: index)
    for pair in node.writtenPairs where pair.key.isMergeKey {
      if let fault = mergeFault(pair.value) { return refuse(fault) }
    }
    var first: [ScalarKey: YAMLNode] = [:]
    for pair in node.flattened(depth: 0) {
      let key = ScalarKey(pair.key)
      if let other = first[key] {
        diagnostics.append(.duplicateKey(pair.key, other: other))
      }
      first[key] = pair.key
    }
  }

  private func mergeFault(_ value: YAMLNode) -> Diagnostic? {
    if value.isMapping || (value.isSequence && value.children.allSatisfy(\.isMapping)) { return nil }
    return .invalidValue("a merge key takes a mapping or a list of mappings", at: value.location)
  }
}
