import JSONText
import TestSupport
import Testing

@testable import OSASources

@Suite struct PlanTests {
  private static let commit = "d5b82e107e46a8e29483c22f9713335f2e028939"

  private func deployment(_ reference: String = "commit: \(commit)") throws -> TemporaryFolder {
    try TemporaryFolder([
      "osa-sources.yml": """
      format: 1
      sources:
        nova: {git: 'https://h/nova', \(reference)}
        glance: {git: 'https://h/glance', commit: \(Self.commit)}
      venvs:
        nova: {install: [nova], groups: [nova_all], optional: {extra: [x]}}
        glance: {install: [glance], groups: [glance_all]}
      """,
      "pins.txt": "a==1\n", "hosts": "[glance_all]\ng1\n",
    ])
  }

  private func ask(_ folder: TemporaryFolder, _ more: String = "") throws -> (status: Int32, document: JSONValue) {
    let request = #"{"paths": ["\#(folder.path)"], "targets": ["debian-12-x86_64"]\#(more)}"#
    let answer = OSASources.plan(request: Array(request.utf8))
    return (answer.status, try JSONValue(parsing: answer.document))
  }

  private func names(_ value: JSONValue?) -> [String] {
    guard case .array(let steps)? = value else { return [] }
    return steps.compactMap { if case .string(let name)? = $0["name"] { name } else { nil } }
  }

  @Test func stepsOfEveryKind() throws {
    let folder = try deployment()
    let (status, document) = try ask(folder)
    #expect(status == 0 && document["format"] == .number("1"))
    for key in ["fetch", "wheels", "venvs"] { #expect(names(document[key]) == ["glance", "nova"]) }
    #expect(document["target"]?["name"] == .string("debian-12-x86_64"))
    #expect(document["target"]?["python"] == .string("3.11"))
    #expect(try ask(folder, #", "python": "3.13""#).document["target"]?["python"] == .string("3.13"))
  }

  @Test(arguments: [
    (#", "services": ["nova"]"#, ["nova"]), (#", "select": ["glance"]"#, ["glance"]),
    (#", "groups": ["nova_all"]"#, ["nova"]),
    (#", "inventory": {"nova_all": ["n1"]}, "hosts": ["n1"]"#, ["nova"]),
    (#", "inventory": {"glance_all": ["g1"], "nova_all": []}"#, ["glance"]),
    (
      #", "all_wheels": true, "network": false, "optional": ["extra"], "rewrites": ["https://h=https://m"]"#,
      ["glance", "nova"]
    ),
  ])
  func selections(more: String, expected: [String]) throws {
    let (status, document) = try ask(try deployment(), more)
    #expect(status == 0)
    #expect(names(document["venvs"]) == expected)
  }

  @Test func inventoriesAndLayersAreFiles() throws {
    let folder = try deployment()
    let (_, document) = try ask(
      folder,
      #", "inventory": "\#(folder.path)/hosts", "layers": [{"name": "pins", "file": "\#(folder.path)/pins.txt"}]"#)
    #expect(names(document["venvs"]) == ["glance"])
    guard case .array(let venvs)? = document["venvs"] else { return }
    #expect(venvs.first?["constraints"]?["lines"] == .array([.string("a==1")]))
  }

  @Test func layersOfSourcesComeFromCheckouts() throws {
    let folder = try TemporaryFolder([
      "d/osa-sources.yml": """
      format: 1
      layers:
        upper: {source: requirements}
      sources:
        requirements: {git: 'https://h/r', commit: \(Self.commit)}
      venvs:
        nova: {install: [a]}
      """,
      "out/requirements/.git/HEAD": "\(Self.commit)\n", "out/requirements/upper-constraints.txt": "a===1\n",
      "old/requirements/.git/HEAD": "ref: refs/heads/none\n", "old/requirements/upper-constraints.txt": "a===2\n",
    ])
    func lines(_ checkouts: String) throws -> JSONValue? {
      let request =
        #"{"paths": ["\#(folder.path)/d"], "targets": ["debian-12-x86_64"], "checkouts": "\#(folder.path)/\#(checkouts)"}"#
      let answer = OSASources.plan(request: Array(request.utf8))
      guard case .array(let venvs)? = try JSONValue(parsing: answer.document)["venvs"] else { return nil }
      return venvs.first?["constraints"]?["lines"]
    }
    #expect(try lines("out") == .array([.string("a===1")]))
    #expect(try lines("old") == .array([]))
    #expect(try lines("nowhere") == .array([]))
  }

  @Test(arguments: [
    (#""targets": ["debian"]"#, "DISTRIBUTION-VERSION-ARCHITECTURE"), (#""target": ["x"]"#, "did you mean `targets`?"),
    (#""rewrites": ["https://u:s3cret@h"]"#, "FROM=TO"), (#""commits": {"nova": "abc"}"#, "hexadecimal"),
    (#""all_wheels": "yes""#, "not a boolean"), (#""inventory": "/nowhere""#, "cannot be read"),
    (#""python": "three""#, "version"), (#""inventory": {"a": "b"}"#, "list of strings"),
  ])
  func whatCannotBeAnsweredSaysWhy(more: String, message: String) throws {
    let answer = OSASources.plan(request: Array("{\(more)}".utf8))
    #expect(answer.status < 0)
    let text = String(decoding: answer.document, as: UTF8.self)
    #expect(text.contains(message) && !text.contains("s3cret"))
  }

  @Test func strictFailsOnErrorsAlone() throws {
    let floating = try deployment("branch: master")
    #expect(try ask(floating, #", "strict": true"#).status == 0)
    #expect(try ask(floating, #", "commits": {"nova": "\#(Self.commit)"}, "strict": true"#).status == 0)
    let (status, document) = try ask(try deployment("branch: '{{ undefined }}'"), #", "strict": true"#)
    #expect(status < 0 && document["error"]?["code"] == .string("OSA401"))
  }
}
