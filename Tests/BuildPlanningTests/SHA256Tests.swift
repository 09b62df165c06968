import Testing

@testable import BuildPlanning

/// Published vectors: FIPS 180-4 examples and NIST's long messages.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func published(message: String, expected: String) {
    #expect(SHA256.hex(of: message.utf8) == expected)
  }

  @Test func aMillionLetters() {
    let letters = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(SHA256.hex(of: letters) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Around the block's end the padding takes one block more.
  @Test func lengthsAroundABlockDifferAndDoNotDependOnPieces() {
    var seen: Set<String> = []
    for count in 50...130 {
      let bytes = (0..<count).map { UInt8($0) }
      var pieces = SHA256()
      pieces.update(bytes.prefix(7))
      pieces.update(bytes.dropFirst(7))
      #expect(pieces.hex() == SHA256.hex(of: bytes))
      #expect(seen.insert(pieces.hex()).inserted)
    }
    #expect(
      SHA256.hex(of: (0..<64).map { UInt8($0) }) == "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108")
  }

  @Test func factsCannotBeConfused() {
    func value(_ facts: [(String, [String])]) -> String {
      var digest = Digest("test/1")
      for (name, values) in facts { digest.fact(name, values) }
      return digest.value
    }
    let all = [
      value([("a", ["bc"])]), value([("ab", ["c"])]), value([("a", ["b", "c"])]), value([("a", ["b"]), ("c", [])]),
      value([("a", [])]), value([]), value([("a", ["b,1:c"])]),
    ]
    #expect(Set(all).count == all.count)
    #expect(all[0].hasPrefix("sha256:") && all[0].utf8.count == 71)
  }
}
