import JSONText
import TestSupport
import Testing

@testable import OSASources

@Suite struct ParseTests {
  private func ask(_ key: String, _ text: String) throws -> (status: Int32, document: JSONValue) {
    var request = JSONWriter(pretty: false)
    request.beginObject()
    request.key(key)
    request.string(text)
    request.endObject()
    let answer = OSASources.parse(request: request.bytes)
    return (answer.status, try JSONValue(parsing: answer.document))
  }

  private func text(_ value: JSONValue?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
  }

  @Test(
    arguments: [
      ("neutron @ git+https://h/n.git@v1", "neutron", "https://h/n.git", "v1", ""),
      ("git+https://h/n@abc#egg=neutron-vpnaas&subdirectory=sub", "neutron-vpnaas", "https://h/n", "abc", "sub"),
      ("Neutron_LBaaS[x] @ git+file:///n ; os_name=='posix'", "neutron-lbaas", "file:///n", nil, ""),
      ("-e git+ssh://git@h/n@v#egg=n", "n", "ssh://git@h/n", "v", ""),
    ] as [(String, String, String, String?, String)])
  func repositoriesAreTakenApart(
    line: String, name: String, repository: String, reference: String?, subdirectory: String
  ) throws {
    let (status, document) = try ask("requirement", line)
    let found = document["requirement"]
    #expect(status == 0)
    #expect(text(found?["canonical_name"]) == name)
    #expect(text(found?["vcs"]?["repository"]) == repository)
    #expect(text(found?["vcs"]?["reference"]) == reference)
    #expect(text(found?["subdirectory"]) ?? "" == subdirectory)
    #expect(found?["inferred_name"] == .null)
  }

  @Test func anAddressWithoutNameSaysSo() throws {
    let found = try ask("requirement", "git+https://h/Kronuz/pyScss.git@60414f5").document["requirement"]
    #expect(found?["name"] == .null)
    #expect(text(found?["inferred_name"]) == "pyScss")
  }

  @Test func specifiersMarkersAndHashesStand() throws {
    let found = try ask("requirement", "A>=1,<2;python_version<'3' --hash=sha256:00").document["requirement"]
    #expect(text(found?["specifier"]) == "<2,>=1")
    #expect(text(found?["marker"]) == "python_version < \"3\"")
    #expect(found?["hashes"] == .array([.object([("algorithm", .string("sha256")), ("digest", .string("00"))])]))
  }

  @Test(
    arguments: [
      ("requirement", "nova=1", "OSA201", 5, 4, 4), ("requirement", "", "OSA201", 1, nil, nil),
      ("requirement", "a\nb", "OSA201", 1, nil, nil), ("requirement", "a --hsh=1", "OSA202", 3, 2, 9),
      ("requirement", "-r other.txt", "OSA204", 1, 0, 0),
      ("wheel_filename", "a-1.x-py3-none-any.whl", "OSA206", 3, 2, 5),
      ("sdist_filename", "a.tar.gz", "OSA207", 1, nil, nil),
    ] as [(String, String, String, Int, Int?, Int?)])
  func wrongTextsHaveAPlace(key: String, line: String, code: String, column: Int, start: Int?, end: Int?) throws {
    let (status, document) = try ask(key, line)
    #expect(status < 0)
    #expect(text(document["error"]?["code"]) == code)
    #expect(document["error"]?["column"] == .number("\(column)"))
    #expect(document["span"]?["start"] == start.map { .number("\($0)") })
    #expect(document["span"]?["end"] == end.map { .number("\($0)") })
  }

  @Test func secretsStayOutOfMessages() throws {
    let answer = OSASources.parse(request: Array(#"{"requirement": "https://u:s3cret@h/x.whl"}"#.utf8))
    #expect(answer.status < 0)
    #expect(!String(decoding: answer.document, as: UTF8.self).contains("s3cret"))
  }

  @Test func wheelNamesAreTakenApart() throws {
    let found = try ask("wheel_filename", "oslo.cache-3.10-1b-py2.py3-none-any.whl").document["wheel_filename"]
    #expect(text(found?["canonical_name"]) == "oslo-cache")
    #expect(text(found?["version"]) == "3.10")
    #expect(text(found?["build"]) == "1b")
    #expect(found?["tags"] == .array([.string("py2-none-any"), .string("py3-none-any")]))
  }

  @Test func addressesAreRedacted() throws {
    let found = try ask("url", "https://u:p@h:1/a/b.whl#egg=x").document["url"]
    #expect(text(found?["redacted"]) == "https://u:****@h:1/a/b.whl#egg=x")
    #expect(text(found?["parts"]?["host"]) == "h:1")
    #expect(text(found?["parts"]?["without_credentials"]) == "https://h:1/a/b.whl#egg=x")
    #expect(try ask("url", "plain").document["url"]?["parts"] == .null)
  }

  @Test func filesAreReadWithWhatTheyInclude() throws {
    let folder = try TemporaryFolder(["r.txt": "a==${V}\n-c c/c.txt\nb==\n", "c/c.txt": "d==1\n"])
    let request = #"{"requirement_file": "\#(folder.path)/r.txt", "variables": {"V": "2"}}"#
    let found = try JSONValue(parsing: OSASources.parse(request: Array(request.utf8)).document)["requirement_file"]
    guard case .array(let entries)? = found?["entries"], case .array(let findings)? = found?["diagnostics"] else {
      Issue.record("no entries")
      return
    }
    #expect(entries.map { text($0["text"]) } == ["a==2", "d==1"])
    #expect(entries.map { $0["constraint"] } == [.bool(false), .bool(true)])
    #expect(findings.map { text($0["code"]) } == ["OSA201"])
    #expect(findings.first?["line"] == .number("3"))
    let short = #"{"requirement_file": "\#(folder.path)/r.txt", "entries": false}"#
    let counted = try JSONValue(parsing: OSASources.parse(request: Array(short.utf8)).document)["requirement_file"]
    #expect(counted?["count"] == .number("1"))
    #expect(counted?["entries"] == nil)
  }

  @Test func entriesAsColumns() throws {
    let folder = try TemporaryFolder([
      "r.txt": "a==1\n\n b>=2,<3;os_name=='x'\nc[x]\nd===1\nf===\u{7F}\n-c c.txt\n", "c.txt": "e\n",
    ])
    let request = #"{"requirement_file": "\#(folder.path)/r.txt", "entries": "columns"}"#
    let found = try JSONValue(parsing: OSASources.parse(request: Array(request.utf8)).document)["requirement_file"]
    let columns = found?["entries"]
    func items(_ key: String) -> [String] {
      (text(columns?[key]) ?? "").split(separator: "\u{7F}", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(columns?["count"] == .number("6") && text(columns?["separator"]) == "\u{7F}")
    #expect(items("text") == ["", "b>=2,<3;os_name=='x'", "", "", "", "e"])
    #expect(items("name") == ["a", "b", "", "d", "", "e"])
    #expect(items("specifier") == ["==1", "<3,>=2", "", "===1", "", ""])
    #expect(items("marker") == ["", "os_name == \"x\"", "", "", "", ""])
    #expect(items("place") == ["", "3:2", "", "5", "", "1"])
    #expect(columns?["others"]?["2"]?["extras"] == .array([.string("x")]))
    #expect(text(columns?["others"]?["4"]?["specifier"]) == "===\u{7F}")
    guard case .array(let runs)? = columns?["runs"] else { return #expect(Bool(false)) }
    #expect(runs.map { $0["count"] } == [.number("5"), .number("1")])
    #expect(runs.map { $0["constraint"] } == [.bool(false), .bool(true)])
    #expect(text(try ask("entries", "rows").document["error"]?["message"])?.contains("entries") == true)
  }

  @Test(arguments: [
    ("{}", "not 0"), (#"{"url": "a", "requirement": "b"}"#, "not 2"), (#"{"wheel_filname": "a"}"#, "did you mean"),
    (#"{"url": 1}"#, "not a string"), ("[]", "not a JSON object"),
  ])
  func requestsMustNameOneSubject(request: String, message: String) throws {
    let answer = OSASources.parse(request: Array(request.utf8))
    #expect(answer.status < 0)
    #expect(text(try JSONValue(parsing: answer.document)["error"]?["message"])?.contains(message) == true)
  }
}
