import Foundation
import TestSupport
import TextFiles
import Testing

@testable import YAMLTree

/// The fast reader beside libyaml: whatever it takes, libyaml takes too and reads to the same nodes.
@Suite struct BlockReaderTests {
  /// Whether the fast reader took the text; a difference is a failure.
  @discardableResult
  private func compare(_ bytes: [UInt8], _ name: @autoclosure () -> String = "") -> Bool {
    guard let fast = BlockReader.read(bytes) else { return false }
    let (slow, fault) = Self.libyaml(bytes)
    guard let slow else {
      Issue.record("taken, but libyaml says \(String(describing: fault)): \(name()) \(Self.shown(bytes))")
      return true
    }
    if Self.lines(fast) != Self.lines(slow) {
      Issue.record("\(name()) \(Self.shown(bytes))\n\(Self.lines(fast))\nnot\n\(Self.lines(slow))")
    }
    return true
  }

  private static func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(400), as: UTF8.self) }

  private static func libyaml(_ bytes: [UInt8]) -> (EventReader.Arena?, EventReader.Fault?) {
    var reader = EventReader()
    do throws(EventReader.Fault) {
      try bytes.withUnsafeBufferPointer { buffer throws(EventReader.Fault) in try reader.read(buffer) }
      return (reader.release(), nil)
    } catch { return (nil, error) }
  }

  /// Everything that an arena says, whatever order its texts are kept in.
  private static func lines(_ arena: EventReader.Arena) -> [String] {
    let nodes = arena.nodes.map { node -> String in
      let text =
        node.kind == .scalar
        ? String(decoding: arena.bytes[Int(node.start)..<Int(node.start + node.length)], as: UTF8.self) : ""
      return "\(node.line):\(node.column) \(node.kind) \(node.tag) \(node.flags.rawValue) \(node.end) \(text)"
    }
    return nodes + ["\(arena.mappings) \(arena.suspects) \(arena.hasUnsafe)"]
  }

  private static let common = [
    "a: 1\n", "---\n# comment\n\na: b\nc:   d e  # f\n", "a:\n  b:\n    c: d\ne: f", "a:\n- 1\n- b: c\n  d: e\nf:\n",
    "- a\n- - b\n  - c\n-\n  d: e\n-\n", "a: \"b \\\"c\\\" \\\\ \\n\"\nd: 'it''s'\n\"e\": f\n'g': h\n",
    "a: |\n  b\n   c\n\n  d\ne: >-\n  f\n  g\n\n  h\n    i\n  j\n\n\n# k\nl: |+\n  m\n\nn: >+\n\n  o\n\n",
    "a: []\nb: {}\nc: [d, e f, 'g', \"h\", [i]]\nj: {k: l, m: {n: 1}, 'o': [p]}\n",
    "a:\n  - b # c\n\n  # d\n  - e\nf: -1\n",
    "a: x:y #z\nb: http://c/d#e\n<<: f\n=: g\n2: h\n", "a: {{ b }}\n", "a:\n    b\nc:\n    \"d\"\ne:\n    |\n    f\n",
    "a:\n  - |\n    b\n  - >\n    c\n    d\n  - e: |\n      f\n    g: h\n", "a: b\n  c: d\n", "a: ' b\n  c'\n",
    "a: b\n c\n",
    "a:\n- b\n- c\nd:\n  - e\n - f\n", "? a\n: b\n", "a: *b\n", "a: &b c\n", "a: !!str b\n", "a: b: c\n", "a\n", "",
    "---\n",
    "--- a\n", "a: b\n---\nc: d\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "a : b\n", "a: |2\n   b\n",
    "a: |\n   \n  b\n",
    "- a: b\n c: d\n", "a: [b\n  ]\n", "a: 'b' c\n", "a: @b\n", "a: [,]\n", "a: [b,]\n", "- a\nb: c\n", "a: -\n",
    "a: - b\n",
  ]

  @Test func commonTexts() {
    let taken = Self.common.filter { compare(Array($0.utf8)) }
    #expect(taken.count == 12, "\(taken)")
  }

  /// Texts that libyaml is asked about, each for one reason.
  @Test(arguments: [
    "a: \u{E9}\n", "a:\tb\n", "a: b\r\n", "a: &b c\n", "? a\n: b\n", "a: b\n...\n", "a: b\n c\n", "a: |2\n   b\n",
    "a: [b,\n  c]\n", "a: \"\\x41\"\n", "a: b\n---\nc: d\n", "\u{FEFF}a: b\n", "a: b\n---x: d\n", "a : b\n",
  ])
  func unusualTexts(_ text: String) { #expect(BlockReader.read(Array(text.utf8)) == nil) }

  @Test func deepNestingIsLeftToLibyaml() {
    let deep = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(BlockReader.read(Array(deep.utf8)) == nil)
    #expect(BlockReader.read(Array((String(repeating: "[", count: 500) + "\n").utf8)) == nil)
    #expect(BlockReader.read(Array((String(repeating: "a", count: 2000) + ": b\n").utf8)) == nil)
    compare(Array(("a: {" + String(repeating: "b", count: 2000) + ": c}\n").utf8))
  }

  /// Common texts with bytes put in, taken out and lines moved, from one seed.
  @Test func changedTexts() {
    var random = Generator(state: 0x5EED)
    let letters = Array("  \n\n:-#'\"[]{},|>&*!%@`?=<\\ab0.~\t".utf8)
    var taken = 0
    let rounds = ProcessInfo.processInfo.environment["OSA_SOURCES_FUZZ_ROUNDS"].flatMap(Int.init) ?? 40_000
    for _ in 0..<rounds {
      var text = Array(Self.common[random.below(Self.common.count)].utf8)
      if random.below(3) == 0 { text += Array(Self.common[random.below(Self.common.count)].utf8) }
      for _ in 0...random.below(4) {
        let place = random.below(text.count + 1)
        switch random.below(4) {
        case 0 where place < text.count: text.remove(at: place)
        case 1: text.insert(contentsOf: Array("\n  ".utf8).prefix(1 + random.below(3)), at: place)
        case 2 where place < text.count: text[place] = letters[random.below(letters.count)]
        default: text.insert(letters[random.below(letters.count)], at: place)
        }
      }
      if compare(text) { taken += 1 }
    }
    #expect(taken > rounds / 15, "\(taken)")
  }

  private struct Generator {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % max(1, limit)
    }
  }

  @Test(.enabled(if: SharedTrees.master != nil && SharedTrees.pike != nil, "no trees beside the checkout"))
  func realTrees() throws {
    var (taken, all) = (0, 0)
    for tree in [SharedTrees.master, SharedTrees.pike].compactMap({ $0 }) {
      for case let name as String in FileManager.default.enumerator(atPath: tree) ?? .init()
      where name.hasSuffix(".yml") {
        guard let data = FileManager.default.contents(atPath: tree + "/" + name) else { continue }
        all += 1
        if compare(Array(data), name) { taken += 1 }
      }
    }
    print("\(taken) of \(all) files need no libyaml")
    #expect(taken > all / 2)
  }

  @Test(.enabled(if: Vectors.folder != nil, "no vectors: set OSA_SOURCES_VECTORS"))
  func vectors() throws {
    var taken = 0
    for (_, vectors) in try Vectors.files() {
      for vector in vectors where vector.kind.hasPrefix("yaml.") {
        if let bytes = Vector.bytes(vector.input["yaml"]), compare(bytes, vector.id) { taken += 1 }
      }
    }
    print("\(taken) vectors need no libyaml")
    #expect(taken > 50)
  }
}
