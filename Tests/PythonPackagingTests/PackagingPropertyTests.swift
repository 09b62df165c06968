import TestSupport
import Testing

@testable import PythonPackaging

/// Laws that hold for any text, on made ones; every run makes the same.
@Suite struct PackagingPropertyTests {
  /// Pieces of which wrong and right texts are made.
  private static let pieces: [[UInt8]] =
    [
      "a", "Z9", "-", "_", ".", "..", " ", "\t", "\n", "\r\n", "\\", "\\\n", "#", " #", "==", "===", "~=", "!=", "<",
      ">=", ",",
      "1", "0", "1.0", "2!", "rc1", ".post2", ".dev", "+l", ".*", "[", "]", "[x,y]", "(", ")", ";", "; ",
      "python_version",
      "os_name", "extra", "'", "\"", "'3'", "in", "not in", "and", "or", "@", " @ ", "git+", "https://", "file:",
      "u:p@h/",
      "/", "%2F", "%", "?", "&", "sig=", "egg=", "subdirectory=", "--", "-r", "-e ", "--hash=sha256:0", "-i", "${A}",
      "$",
      "{", "}", ".whl", ".tar.gz", "-py3-none-any", "\u{85}", "\u{2028}", "\u{A0}", "é", "\u{1F680}", "\u{301}",
      "\u{0}",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC2], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0, 0, 0xFE, 0xFF],
    ]

  private func bytes(_ generator: inout SplitMix) -> [UInt8] {
    var made: [UInt8] = []
    for _ in 0..<generator.below(14) { made += Self.pieces[generator.below(Self.pieces.count)] }
    return made
  }

  @Test func noTextTraps() {
    var generator = SplitMix(seed: 427)
    var read = 0
    for _ in 0..<20_000 {
      let bytes = bytes(&generator)
      let text = String(decoding: bytes, as: UTF8.self)
      let surroundings = RequirementFileReader.Surroundings(
        read: { path throws(RequirementFileReader.Unreadable) in
          guard path != "gone" else { throw .init("gone") }
          return bytes
        }, variable: { $0 == "A" ? text : nil })
      let file = RequirementFileReader.read("r", stopsAtFirstFault: false, surroundings)
      read += file.entries.count
      for fault in file.faults { #expect((fault.position?.column ?? 1) >= 1 && fault.length >= 0) }
      for entry in file.entries { _ = entry.description }
      _ = try? Requirement(parsing: text)
      _ = try? WheelFilename(text)
      _ = (SdistFilename(text), Version(text), SpecifierSet(text), GitRemote.url(text), RelativePath.normalized(text))
      _ = (PipLink(text)?.quoted, PipLink(text)?.filename, URLParts(text)?.withoutCredentials, VCSURL(text))
    }
    #expect(read > 500)
  }

  @Test func requirementsReadBackAsPrinted() throws {
    var generator = SplitMix(seed: 508)
    let names = ["a", "Oslo.Cache", "x_y-z", "A1"]
    let extras = ["", "[x]", "[B,a_b]", "[ ]"]
    let versions = ["1", "1.0.0", "2!3.4rc1", "1.0.post1", "0.dev3"]
    let operators = ["==", "!=", ">=", "<=", "<", ">"]
    let markers = ["", ";python_version<'3'", " ; os_name == \"nt\" or (extra=='x' and sys_platform!='q\"q')"]
    func pick(_ choices: [String]) -> String { choices[generator.below(choices.count)] }
    for _ in 0..<2000 {
      var text = pick(names) + pick(extras)
      if generator.below(5) == 0 {
        text += " @ git+https://h/p.git@v1" + (generator.below(2) == 0 ? " ;os_name=='x'" : "")
      } else {
        let specifiers = (0..<generator.below(4)).map { _ in pick(operators) + pick(versions) }
        text += specifiers.joined(separator: ", ") + pick(markers)
      }
      let requirement = try Requirement(parsing: text)
      let again = try Requirement(parsing: requirement.description)
      #expect(again == requirement, "\(text) became \(requirement)")
      #expect(again.description == requirement.description)
    }
  }

  @Test func setsTakeWhatEachSpecifierTakes() throws {
    var generator = SplitMix(seed: 440)
    let versions = VersionRangeTests.line
    let operators = ["==", "!=", ">=", "<=", "<", ">", "~="]
    for _ in 0..<2000 {
      let texts = (0..<1 + generator.below(3)).map { _ -> String in
        let version = versions[generator.below(versions.count)]
        let chosen = operators[generator.below(operators.count)]
        return chosen + (["==", "!="].contains(chosen) ? version : String(version.prefix { $0 != "+" }))
      }
      guard let set = SpecifierSet(texts.joined(separator: ",")) else { continue }
      let range = set.range
      for version in versions.compactMap(Version.init) {
        let each = set.specifiers.allSatisfy { $0.range.contains(version) }
        #expect(range.contains(version) == each, "\(set) \(version)")
      }
      if set.isUnsatisfiable() { #expect(versions.compactMap(Version.init).allSatisfy { !range.contains($0) }) }
    }
  }

  @Test func redactingTwiceChangesNothing() {
    var generator = SplitMix(seed: 3986)
    for _ in 0..<5000 {
      let text = String(decoding: bytes(&generator), as: UTF8.self)
      let once = URLText.redacted(text)
      #expect(URLText.redacted(once) == once, "\(text.debugDescription)")
      guard let parts = URLParts(text), let again = URLParts(parts.description) else { continue }
      #expect(again.description == parts.description, "\(text.debugDescription)")
    }
  }
}
