import Testing

@testable import PythonPackaging

/// Files by path, for `RequirementFileReader.Surroundings`.
func surroundings(_ files: [String: String], variables: [String: String] = [:], directories: Set<String>? = nil)
  -> RequirementFileReader.Surroundings
{
  .init(
    read: { path throws(RequirementFileReader.Unreadable) in
      guard let text = files[path] else { throw .init("no such file") }
      return Array(text.utf8)
    }, isDirectory: { path in directories.map { $0.contains(path) } }, variable: { variables[$0] })
}

@Suite struct RequirementFileReaderTests {
  private func parse(_ text: String) -> RequirementFile { RequirementFileReader.parse(Array(text.utf8), path: "r.txt") }

  @Test func linesBecomeEntriesWithTheirPlace() {
    let file = parse("# pins\n\nnova==1.0 ; python_version<'3.9'  # why\n\tglance[s3] >= 2\n")
    #expect(file.faults.isEmpty)
    #expect(file.entries.map(\.text) == ["nova==1.0 ; python_version<'3.9'", "glance[s3] >= 2"])
    #expect(file.entries.map(\.position.line) == [3, 4])
    #expect(file.entries.map(\.position.column) == [1, 2])
    #expect(file.entries[0].marker?.description == "python_version < \"3.9\"")
    #expect(file.entries[0].requirement?.marker == file.entries[0].marker)
    #expect(file.entries[1].extras == ["s3"])
  }

  /// `-e` behind a requirement makes that editable.
  @Test func editablesAreNoConstraintsWhereverTheOptionStands() {
    for text in ["-e git+https://h/r#egg=x", "x @ git+https://h/r -e y"] {
      let file = RequirementFileReader.parse(Array(text.utf8), path: "c.txt", isConstraint: true)
      #expect(file.faults.map(\.kind) == [.editableConstraint] && file.entries.isEmpty)
      #expect(parse(text).entries.map(\.isEditable) == [true])
    }
  }

  /// pip names the first line of those that belong together; the fault stands on its own.
  @Test func faultsKnowTheFirstLineToo() {
    let file = parse("a==1\nb \\\n==1 \\\n==2\n")
    #expect(file.faults.map(\.position?.line) == [3] && file.faults.map(\.firstLine) == [2])
    #expect(parse("a==\n").faults.map(\.firstLine) == [1])
    #expect(parse(" \\\n-e git+https://h/r#egg=x\n").entries.map(\.position.line) == [1])
  }

  @Test func directoriesWithoutAProjectAreRefused() {
    var around = surroundings(["r.txt": "./d\n./p\n-e ./d\n"], directories: ["./d", "./p"])
    #expect(RequirementFileReader.read("r.txt", around).entries.count == 3)
    around.isProject = { $0 == "./p" }
    let file = RequirementFileReader.read("r.txt", stopsAtFirstFault: false, around)
    #expect(file.faults.map(\.position?.line) == [1] && file.entries.count == 2)
  }

  @Test func continuationsKeepTheFirstLine() {
    let file = parse("a \\\n>=1, \\\n<2 \\\n # not this\nb\n")
    #expect(file.entries.map(\.text) == ["a >=1, <2", "b"])
    #expect(file.entries.map(\.position.line) == [1, 5])
  }

  @Test(arguments: [
    ("a==1\nb==\n", 2, 2, 0), ("  b c\n", 1, 5, 0), ("a \\\n  ==1 \\\n  ==2\n", 2, 3, 6), ("ä==1\n", 1, 1, 0),
    ("a==1;python_version < oops\n", 1, 23, 0), ("a==${V}.x!\n", 1, 2, 3), ("--hsh x\n", 1, 1, 7),
    ("a --hash=md5:1\n", 1, 3, 12),
    ("-e nowhere\n", 1, 1, 10), ("https://h/a.whl\n", 1, 1, 15), ("git+https://h/a#egg=a[b]\n", 1, 1, 24),
    ("a\u{2028}b c\n", 2, 3, 0),
  ])
  func faultsPointAtTheText(text: String, line: Int, column: Int, length: Int) throws {
    let file = RequirementFileReader.read("r.txt", surroundings(["r.txt": text], variables: ["V": "1"]))
    let fault = try #require(file.faults.first)
    let position = try #require(fault.position)
    #expect((position.line, position.column, fault.length) == (line, column, length), "\(fault.message)")
  }

  @Test func nestedFilesAreRelativeToTheirOwn() {
    let files = ["d/r.txt": "-r ../c.txt\n-c e/f.txt\nz", "c.txt": "a\n", "d/e/f.txt": "b\n-r g.txt", "d/e/g.txt": "c"]
    let file = RequirementFileReader.read("./d//r.txt", surroundings(files))
    #expect(file.faults.isEmpty)
    #expect(file.entries.map(\.canonicalName) == ["a", "b", "c", "z"])
    #expect(file.entries.map(\.isConstraint) == [false, true, false, false])
    #expect(file.files == ["d/r.txt", "c.txt", "d/e/f.txt", "d/e/g.txt"])
    #expect(file.entries.map { file.path(of: $0.position) } == ["c.txt", "d/e/f.txt", "d/e/g.txt", "d/r.txt"])
  }

  @Test func addressesOfFilesJoinAsAddresses() {
    let files = ["https://h/x/r.txt": "-r o.txt\n-r /p.txt", "https://h/x/o.txt": "a", "https://h/p.txt": "b"]
    let file = RequirementFileReader.read("https://h/x/r.txt", surroundings(files))
    #expect(file.entries.map(\.canonicalName) == ["a", "b"])
  }

  @Test func aCycleAndAMissingFileAreFaultsAtTheirLine() throws {
    let files = ["r.txt": "a\n-r o.txt\n", "o.txt": "\n\n  -c r.txt\n-r gone.txt\n"]
    let file = RequirementFileReader.read("r.txt", stopsAtFirstFault: false, surroundings(files))
    #expect(file.faults.map(\.kind) == [.inclusion, .unreadable])
    #expect(file.faults.map { $0.position?.line } == [3, 4])
    #expect(file.faults.map { $0.position?.column } == [3, 1])
    #expect(file.faults.allSatisfy { $0.position.map(file.path) == "o.txt" })
  }

  @Test func inclusionsThatDoubleAreStopped() {
    var files: [String: String] = [:]
    for depth in 0..<40 { files["\(depth).txt"] = "-r \(depth + 1).txt\n-r \(depth + 1).txt\n" }
    files["40.txt"] = "a"
    let file = RequirementFileReader.read("0.txt", surroundings(files))
    #expect(file.faults.first?.kind == .inclusion)
    #expect(file.entries.count < RequirementFileReader.fileLimit)
  }

  @Test func readingGoesOnBehindFaults() {
    let file = RequirementFileReader.parse(
      Array("a==\nb\n--no\nc d\n\ne\n".utf8), path: "r.txt", stopsAtFirstFault: false)
    #expect(file.entries.map(\.canonicalName) == ["b", "e"])
    #expect(file.faults.map { $0.position?.line } == [1, 3, 4])
  }

  @Test func optionsAddUp() {
    let file = parse(
      """
      -i https://one/s --extra-index-url=https://two/s
      --extra 'https://three/s'
      -f ./wheels -fother
      --trusted-host h --trusted-host h
      --no-binary :all:,a,B_c
      --only-binary b.c
      --pre --prefer-binary --require-h
      --use-feature fast-deps
      a --no-index
      """)
    #expect(file.faults.isEmpty, "\(file.faults)")
    #expect(file.options.indexURLs == ["https://one/s", "https://two/s", "https://three/s"])
    #expect(file.options.findLinks == ["./wheels"])
    #expect(file.options.trustedHosts == ["h"])
    #expect(file.options.noBinary == [":all:"])
    #expect(file.options.onlyBinary == ["b-c"])
    #expect(file.options.pre && file.options.preferBinary && file.options.requireHashes)
    #expect(!file.options.noIndex)
  }

  @Test func noIndexIsNotTakenBack() {
    let file = parse("-i https://one/s\n--no-index\n-i https://two/s\n")
    #expect(file.options.noIndex)
    #expect(file.options.indexURLs.isEmpty)
  }

  @Test func hashesAndSettingsBelongToTheirRequirement() {
    let file = parse("a==1 --hash=sha256:00 --hash sha512:11 -C x=1 --config-settings 'y=2 3'\n")
    #expect(
      file.entries[0].hashes == [.init(algorithm: "sha256", digest: "00"), .init(algorithm: "sha512", digest: "11")])
    #expect(file.entries[0].configSettings == [.init(name: "x", value: "1"), .init(name: "y", value: "2 3")])
    #expect(
      file.entries[0].description
        == "a==1 --config-settings=x=1 --config-settings='y=2 3' --hash=sha256:00 --hash=sha512:11")
  }
}

@Suite struct RequirementLineTests {
  private func entry(_ text: String, directories: Set<String>? = nil) throws -> RequirementFile.Entry {
    let file = RequirementFileReader.read("r.txt", surroundings(["r.txt": text], directories: directories))
    return try #require(file.entries.first, "\(file.faults)")
  }

  @Test(arguments: [
    ("git+https://h/p.git@v1#egg=a&subdirectory=b", "a", "git+https://h/p.git@v1#egg=a&subdirectory=b", ""),
    ("a[x] @ git+https://h/p.git@v1 ; os_name=='nt'", "a", "git+https://h/p.git@v1", ""),
    ("https://h/a-1.0%2Bl-py3-none-any.whl", "a", "https://h/a-1.0%2Bl-py3-none-any.whl", "==1.0+l"),
    ("-e git+https://h/p.git#egg=a", "a", "git+https://h/p.git#egg=a", ""),
    ("-e git://h/p.git#egg=a", "a", "git+git://h/p.git#egg=a", ""),
    ("-e 'a[x] @ git+https://h/p.git'", "a", "git+https://h/p.git", ""),
    ("file:///p#egg=a", "a", "file:///p#egg=a", ""),
  ])
  func addressesTellNames(text: String, name: String, url: String, specifiers: String) throws {
    let entry = try entry(text)
    #expect(entry.requirement?.name == name)
    #expect(entry.url == url)
    #expect(entry.requirement?.specifiers.description == specifiers)
  }

  @Test(arguments: [
    ("git+https://h/p.git", "git+https://h/p.git"), ("./local[x]", "./local"), ("-e .", "."), ("-e ../p[y]", "../p"),
    ("a-1.0.tar.gz", "a-1.0.tar.gz"), ("/w/a.zip;os_name=='nt'", "/w/a.zip"),
    // Not what pip takes for the file name of a wheel.
    ("https://e/a-1.0-py3-none-any.WHL", "https://e/a-1.0-py3-none-any.WHL"), ("https://e/.whl", "https://e/.whl"),
    ("https://a-1.0-py3-none-any.whl", "https://a-1.0-py3-none-any.whl"),
    ("https://e/a.tar.whl", "https://e/a.tar.whl"),
  ])
  func addressesWithoutNames(text: String, url: String) throws {
    let entry = try entry(text)
    #expect(entry.requirement == nil)
    #expect(entry.url == url)
  }

  @Test func pathsThatEndAsWheelsTellNameAndVersion() throws {
    let entry = try entry("./w/Some_Name-1.0-py3-none-any.whl")
    #expect(entry.requirement?.name == "some-name")
    #expect(entry.requirement?.specifiers.description == "==1.0")
    #expect(entry.url == "./w/Some_Name-1.0-py3-none-any.whl")
  }

  /// pip takes extras at the end of a line for those of a path, and so in lower case.
  @Test func extrasAtTheEndAreInLowerCase() throws {
    #expect(try entry("a[B_,a]").extras == ["a", "b_"])
    #expect(try entry("a[B_,a]>=1").extras == ["B_", "a"])
  }

  @Test(arguments: [
    "a @ https://[h/x", "a @ git+https://h/x#egg=b[c]", "-e 'a @ git+https://h/x#egg=b c'", "./a.whl",
    "https://h/_foo-1.0-py3-none-any.whl", "https://h/a-1-py3-none-any.whl#egg=a[x]",
  ])
  func addressesOfNamedRequirementsAreChecked(text: String) {
    let file = RequirementFileReader.parse(Array(text.utf8), path: "r.txt")
    #expect(file.faults.map(\.kind) == [.invalidRequirement])
  }

  @Test func whatIsNoDirectoryIsNoRequirement() {
    for text in ["./local", "-e ./local"] {
      let file = RequirementFileReader.read("r.txt", surroundings(["r.txt": text], directories: []))
      #expect(file.faults.map(\.kind) == [.invalidRequirement])
    }
  }

  @Test(arguments: [
    "a==1", "a[x,y]>=1,<2; os_name == \"nt\"", "a @ git+https://h/p@v ; os_name == \"nt\"", "-e git+https://h/p#egg=a",
    "./local[x]; os_name == 'nt'", "https://h/a-1.0-py3-none-any.whl",
  ])
  func entriesPrintWhatReadsBackTheSame(text: String) throws {
    let first = try entry(text)
    let second = try entry(first.description)
    #expect(first.requirement == second.requirement)
    #expect(first.url == second.url)
    #expect(first.isEditable == second.isEditable)
    #expect(first.marker == second.marker)
  }
}

@Suite struct TextDecodingTests {
  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], "a"), ([0xFF, 0xFE, 0x61, 0], "a"), ([0xFE, 0xFF, 0, 0x61], "a"),
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "a"), ([0, 0, 0xFE, 0xFF, 0, 1, 0xF6, 0x80], "🚀"),
      // Python takes a second mark behind one of the machine's own order.
      ([0xFF, 0xFE, 0xFF, 0xFE, 0x61, 0], "a"), ([0xFF, 0xFE, 0xFE, 0xFF, 0, 0x61], "a"),
      ([0xFE, 0xFF, 0xFE, 0xFF, 0, 0x61], "\u{FEFF}a"),
      (Array("# coding: latin-1\n".utf8) + [0xE9], "# coding: latin-1\né"),
      (Array("x\n# vim: fileencoding=cp1252\n".utf8) + [0x80], "x\n# vim: fileencoding=cp1252\n€"),
      (Array("#coding:iso-8859-15\n".utf8) + [0xA4], "#coding:iso-8859-15\n€"),
      (Array("# coding: utf-8\né".utf8), "# coding: utf-8\né"), ([], ""),
    ] as [([UInt8], String)])
  func textsAreDecoded(bytes: [UInt8], text: String) throws {
    #expect(String(decoding: try TextDecoding.utf8(bytes), as: UTF8.self) == text)
  }

  @Test(
    arguments: [
      [0xE9], [0xFF, 0xFE, 0x61], [0xFF, 0xFE, 0, 0xD8], [0xFF, 0xFE, 0, 0, 0, 0xD8, 0, 0], [0x61, 0xED, 0xA0, 0x80],
      Array("# coding: klingon\n".utf8), Array("# coding: ascii\n".utf8) + [0xE9],
      Array("#\n#\n# coding: latin-1\n".utf8) + [0xE9],
      Array("# coding=cp1252\n".utf8) + [0x81],
    ] as [[UInt8]])
  func othersAreFaults(bytes: [UInt8]) {
    #expect(throws: TextDecoding.Fault.self) { try TextDecoding.utf8(bytes) }
    #expect(RequirementFileReader.parse(bytes, path: "r.txt").faults.map(\.kind) == [.encoding])
  }
}

@Suite struct ShellWordsTests {
  @Test(
    arguments: [
      ("", []), (" a  b ", ["a", "b"]), ("'a b'\"c d\"", ["a bc d"]), (#""a\"b\c\\""#, [#"a"b\c\"#]),
      (#"a\ b"#, ["a b"]),
      ("''", [""]), ("a''", ["a"]), ("a#b", ["a#b"]),
    ] as [(String, [String])])
  func wordsAreThoseOfAShell(text: String, words: [String]) throws {
    let found = try Array(text.utf8).withUnsafeBufferPointer { try ShellWords.split($0) }
    #expect(found == words)
  }

  @Test(arguments: ["'a", "\"a", "a\\", "\"a\\"])
  func whatStaysOpenIsAFault(text: String) {
    #expect(throws: ShellWords.Fault.self) {
      try Array(text.utf8).withUnsafeBufferPointer { try ShellWords.split($0) }
    }
  }

  @Test(arguments: ["", "a", "a b", "it's", "é", "a\"b", "$x"])
  func quotedWordsReadBack(word: String) throws {
    let quoted = Array(ShellWords.quoted(word).utf8)
    #expect(try quoted.withUnsafeBufferPointer { try ShellWords.split($0) } == [word])
  }
}
