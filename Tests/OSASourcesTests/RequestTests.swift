import JSONText
import TestSupport
import Testing

@testable import OSASources

@Suite struct RequestTests {
  private func ask(_ request: String) throws -> (status: Int32, document: JSONValue) {
    let answer = OSASources.catalogue(request: Array(request.utf8))
    return (answer.status, try JSONValue(parsing: answer.document))
  }

  @Test(arguments: [
    ("", "not JSON"), ("[]", "not a JSON object"), (#"{"pahts": []}"#, "did you mean `paths`?"),
    (#"{"paths": "x"}"#, "list of strings"),
    (#"{"paths": [1]}"#, "not a string"), (#"{"strict": 1}"#, "not a boolean"),
    (#"{"view": "sorces"}"#, "unknown view"),
    (#"{"paths": ["/a"], "paths": ["/b"]}"#, "the key `paths` stands twice"),
    (#"{"variables": {"a": 1, "a": 2}}"#, "the key `a` stands twice"),
    (#"{"select": ["nova"]}"#, "no source or venv"),
  ])
  func whatCannotBeAnsweredSaysWhy(request: String, message: String) throws {
    let (status, document) = try ask(request)
    #expect(status < 0)
    guard case .string(let text)? = document["error"]?["message"] else {
      Issue.record("no message")
      return
    }
    #expect(text.contains(message))
  }

  @Test(arguments: ["z", "catalogue"])
  func onlyACatalogueHasViews(view: String) throws {
    let request = Array(#"{"view": "\#(view)"}"#.utf8)
    for answer in [OSASources.constraints(request: request), OSASources.plan(request: request)] {
      #expect(answer.status < 0)
      #expect(String(decoding: answer.document, as: UTF8.self).contains("unknown key `view`"))
    }
  }

  @Test func strictFailsWithFileAndLine() throws {
    let folder = try TemporaryFolder(["group_vars/all.yml": "a_git_repo: x\na_git_install_branch: 2023.10\n"])
    let lenient = try ask(#"{"paths": ["\#(folder.path)"]}"#)
    #expect(lenient.status == 0)
    let strict = try ask(#"{"paths": ["\#(folder.path)"], "strict": true}"#)
    #expect(strict.status < 0)
    #expect(strict.document["error"]?["line"] == .number("2"))
    #expect(strict.document["error"]?["file"] == .string("group_vars/all.yml"))
  }

  @Test func theTemplatesViewNamesWhatTheCatalogueReads() throws {
    let folder = try TemporaryFolder(["group_vars/all.yml": "a_git_repo: \"{{ base }}/a\"\nother: 1\n"])
    let (_, document) = try ask(
      #"{"paths": ["\#(folder.path)"], "view": "templates", "candidates": ["b_git_repo", "unrelated"]}"#)
    #expect(
      document["variables"]
        == .array(
          [.string("a_git_repo"), .string("b_git_repo"), .string("base"), .string("requirements_git_url")].filter {
            $0 != .string("requirements_git_url")
          }))
  }

  /// All that a play has to template, in one answer.
  @Test func theTemplatesViewNamesVariablesAndTexts() throws {
    let folder = try TemporaryFolder([
      "group_vars/all.yml": "part: x\na_git_repo: \"{{ part + mine }}\"\na_git_install_branch: \"{{ mine }}\"\n"
    ])
    let (_, document) = try ask(#"{"paths": ["\#(folder.path)"], "view": "templates", "candidates": ["mine", "not"]}"#)
    #expect(document["variables"] == .array(["a_git_install_branch", "a_git_repo", "mine"].map(JSONValue.string)))
    guard case .array(let texts) = document["undecided"] else { throw Missing() }
    #expect(texts.count == 1)
    #expect(texts.first?["text"] == .string("{{ part + mine }}"))
    #expect(texts.first?["variables"] == .object([("part", .string("x"))]))
    #expect(texts.first?["role"] == .null)
  }

  private struct Missing: Error {}
}
