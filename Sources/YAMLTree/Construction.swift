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
    markValueKeys()
    markMappings()
    let document = YAMLDocument(file: file, nodes: nodes, bytes: bytes)
    check(document)
    guard isRefused else { return (document, diagnostics) }
    var order = ConstructionOrder(document)
    if let first = order.firstFault(), !diagnostics.isEmpty { diagnostics[diagnostics.count - 1] = first }
    return (nil, diagnostics)
  }

  /// PyYAML takes `=` for text where it is a key, and only there.
  private mutating func markValueKeys() {
    guard suspects.contains(where: { Self.isValue(nodes[Int($0)], bytes) }) else { return }
    for index in keys(of: { _ in true }) where Self.isValue(nodes[index], bytes) {
      nodes[index].tag = .text
      nodes[index].flags.remove(.plain)
    }
  }

  private static func isValue(_ raw: RawNode, _ bytes: [UInt8]) -> Bool {
    raw.tag == .value
      || raw.kind == .scalar && raw.flags.contains(.plain) && raw.length == 1 && bytes[Int(raw.start)] == 0x3D
  }

  /// The keys of those mappings, as they are written.
  private func keys(of isWanted: (RawNode) -> Bool) -> [Int] {
    var found: [Int] = []
    for index in mappings.lazy.map(Int.init) where isWanted(nodes[index]) {
      var next = index + 1
      while next < Int(nodes[index].end) {
        found.append(next)
        next = Int(nodes[next].end)
        guard next < Int(nodes[index].end) else { break }
        next = Int(nodes[next].end)
      }
    }
    return found
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
    if raw.kind == .scalar && isPlainlyFine(raw) { return }
    let node = YAMLNode(document: document, index: index)
    if node.isMergeKey && mergeKeys.contains(index) { return }
    if let fault = node.fault { refuse(fault) }
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

  /// Merge keys that stand where a key does: the mapping that holds one says so.
  private lazy var mergeKeys: Set<Int> = Set(
    keys { $0.flags.contains(.irregular) }.filter { KeySurvey.isMergeKey(nodes[$0], bytes) })

  private mutating func checkMapping(_ index: Int, _ document: YAMLDocument) {
    let node = YAMLNode(document: document, index: index)
    for pair in node.writtenPairs {
      if !pair.key.isScalar { return refuse(.unhashableKey(at: pair.key.location)) }
      if pair.key.isMergeKey, let fault = pair.value.mergeFault { return refuse(fault) }
    }
    guard nodes[index].flags.contains(.irregular) else { return }
    var first: [ScalarKey: YAMLNode] = [:]
    for pair in node.flattened(depth: 0) {
      let key = ScalarKey(pair.key)
      if let other = first[key] {
        diagnostics.append(.duplicateKey(pair.key, other: other))
      }
      first[key] = pair.key
    }
  }
}
