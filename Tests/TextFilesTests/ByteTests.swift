import Testing
import TextFiles

@Suite struct ByteTests {
  private func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8(ByteHash.of)
  }

  @Test func orderIsThatOfTheBytes() {
    let names = ["", "B", "a", "a_b", "ab", "abc", "\u{E9}", "\u{FF5E}", "\u{1F600}", "a\u{0}"]
    for a in names {
      for b in names {
        #expect(ByteOrder.precedes(a, b) == Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8)), "\(a) \(b)")
      }
    }
    // Equal to Unicode, not to bytes.
    #expect(ByteOrder.precedes("e\u{301}", "\u{E9}") && !ByteOrder.precedes("\u{E9}", "e\u{301}"))
  }

  @Test func listsAreInTheOrderOfTheBytes() {
    var random = SystemRandomNumberGenerator()
    // Long common starts, NULs where a shorter text has ended, lengths around eight and sixteen.
    let texts = (0..<500).map { _ in
      String(repeating: "nova_git", count: Int.random(in: 0...2, using: &random))
        + String(
          (0..<Int.random(in: 0...17, using: &random)).map { _ in "\u{0}az_\u{E9}".randomElement(using: &random)! })
    }
    let expected = texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(texts.inByteOrder().map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    #expect(Set(ByteOrder.order(of: texts)).count == texts.count)
    #expect(ByteOrder.order(of: []) == [] && ["b", "a"].inByteOrder() == ["a", "b"])
  }

  @Test func everyByteCountsInAHash() {
    let name = "nova_git_install_branch"
    var hashes: Set<UInt64> = [hash(""), hash("\u{0}"), hash(name), hash(name + "\u{0}")]
    #expect(hashes.count == 4)
    for index in name.utf8.indices {
      var bytes = Array(name.utf8)
      bytes[name.utf8.distance(from: name.utf8.startIndex, to: index)] ^= 1
      hashes.insert(hash(String(decoding: bytes, as: UTF8.self)))
    }
    #expect(hashes.count == 4 + name.utf8.count)
    #expect(hash(name) == hash("nova_git_" + "install_branch"))
  }
}
