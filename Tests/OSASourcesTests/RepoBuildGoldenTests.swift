import Foundation
import JSONText
import TestSupport
import Testing

@testable import OSASources

/// What repo_build's templates rendered for a real release; skipped where it is not beside the checkout.
@Suite(.enabled(if: SharedTrees.pike != nil && Goldens.folder != nil, "no real trees beside the checkout"))
struct RepoBuildGoldenTests {
  private let folder = "pike-16.0.0.derived/"

  private static let upperConstraints = Vectors.root
    .appendingPathComponent("../shared/data/constraints/upper-constraints-pike-0143d0c2.txt").standardizedFileURL.path

  private func ask(_ view: String, quirks: Bool = true) throws -> JSONValue {
    let paths = SharedTrees.paths(try #require(SharedTrees.pike))
    let options = #""repo_build": {"upper_constraints": "\#(Self.upperConstraints)"}"#
    return try PyPkgsGoldenTests.ask(paths, #""view": "\#(view)", "legacy_quirks": \#(quirks), \#(options)"#)
  }

  private func texts(_ value: JSONValue?) -> [String] {
    guard case .array(let values)? = value else { return [] }
    return values.map { if case .string(let text) = $0 { text } else { "" } }
  }

  private func text(_ value: JSONValue?) -> String { if case .string(let text)? = value { text } else { "" } }

  private func objects(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let values)? = value { values } else { [] }
  }

  @Test func wheelList() throws {
    let expected = try Goldens.lines(folder + "requirements.txt")
    #expect(Set(texts(try ask("wheel_list")["wheel_list"])) == expected)
    let now = Set(texts(try ask("wheel_list", quirks: false)["wheel_list"]))
    #expect(now.subtracting(expected) == ["pymysql>=0.6.2", "sqlalchemy>=0.9.7"])
    #expect(expected.subtracting(now) == ["pymysql", "sqlalchemy"])
  }

  private func lines(_ document: JSONValue) -> Set<String> {
    let found = document["constraint_list"]
    return Set(["git", "overrides", "pins", "upper"].flatMap { texts(found?[$0]) })
  }

  @Test func constraints() throws {
    let expected = try Goldens.lines(folder + "requirements_constraints.txt")
    #expect(lines(try ask("constraint_list")) == expected)
    let now = lines(try ask("constraint_list", quirks: false))
    let lost = expected.subtracting(now)
    #expect(lost.filter { $0.contains("ignorerequirements=True") }.count == 2)
    #expect(lost.count == 2 && now.subtracting(expected).isEmpty)
  }

  @Test(arguments: [true, false])
  func cloneList(quirks: Bool) throws {
    let found = objects(try ask("clone_list", quirks: quirks)["clone_list"]).map {
      "\(text($0["url"])) \(text($0["version"])) -> \(text($0["dest"]))"
    }
    #expect(Set(found) == (try Goldens.lines(folder + "git-clone-list.txt")))
  }

  @Test(arguments: [true, false])
  func venvRequirementsAndIndex(quirks: Bool) throws {
    let found = objects(try ask("repo_build", quirks: quirks)["venv_list"])
    let names = try FileManager.default.contentsOfDirectory(atPath: try #require(Goldens.folder) + "/" + folder)
    let prefix = "venv-build-options-"
    #expect(
      found.map { text($0["role"]) }
        == names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count).dropLast(4)) }.sorted())
    for venv in found {
      let expected = try Goldens.lines(folder + prefix + text(venv["role"]) + ".txt")
      #expect(expected.contains("ROLE_VENV_REQUIREMENTS=\"\(texts(venv["requirements"]).joined(separator: " "))\""))
      #expect(expected.contains { $0.contains("--no-index") } == (venv["index_allowed"] == .bool(false)))
    }
  }
}
