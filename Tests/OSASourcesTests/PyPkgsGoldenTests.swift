import JSONText
import TestSupport
import Testing

@testable import OSASources

/// What the old lookup returned for a real release, path by path; skipped where the release is not beside the checkout.
@Suite(.enabled(if: SharedTrees.pike != nil && Goldens.folder != nil, "no real trees beside the checkout"))
struct PyPkgsGoldenTests {
  static func ask(_ paths: [String], _ members: String) throws -> JSONValue {
    let listed = paths.map { "\"\($0)\"" }.joined(separator: ",")
    let answer = OSASources.catalogue(request: Array("{\"paths\": [\(listed)], \(members)}".utf8))
    return try JSONValue(parsing: answer.document)
  }

  private func document(quirks: String) throws -> JSONValue {
    let paths = SharedTrees.paths(try #require(SharedTrees.pike))
    return try #require(try Self.ask(paths, #""view": "py_pkgs", "legacy_quirks": \#(quirks)"#)["py_pkgs"])
  }

  private func golden() throws -> JSONValue {
    let value = try JSONValue(parsing: try Goldens.bytes("pike-16.0.0.py_pkgs.json"))
    if case .array(let values) = value { return try #require(values.first) }
    return value
  }

  /// Every text of a document by its path; lists of texts as sets.
  private func leaves(_ value: JSONValue, _ path: String = "", into found: inout Set<String>) {
    switch value {
    case .object(let members): for (key, value) in members { leaves(value, path + "/" + key, into: &found) }
    case .array(let values):
      for value in values {
        let name: JSONValue? = value["name"]
        if case .string(let text)? = name {
          leaves(value, path + "[" + text + "]", into: &found)
        } else {
          leaves(value, path, into: &found)
        }
      }
    case .string(let text), .number(let text): found.insert(path + " = " + text)
    case .bool(let flag): found.insert(path + " = \(flag)")
    case .null: found.insert(path + " = null")
    }
  }

  private func leaves(_ value: JSONValue, keys: [String]) -> Set<String> {
    var found: Set<String> = []
    for key in keys { if let member = value[key] { leaves(member, key, into: &found) } }
    return found
  }

  private let consumed = ["packages", "remote_package_parts", "role_requirements", "role_requirement_files"]

  @Test(arguments: ["\"16.0.0\"", "true"])
  func theOldResultIsReproduced(quirks: String) throws {
    let keys = consumed + ["remote_packages", "role_packages", "role_project_groups", "distro_packages"]
    let (found, expected) = (leaves(try document(quirks: quirks), keys: keys), leaves(try golden(), keys: keys))
    #expect(found.subtracting(expected) == [])
    #expect(expected.subtracting(found) == [])
  }

  /// Files that the archive of the tree lacks: links.
  private let absent = ["/os_designate/suse-42/", "/os_heat/suse-42/"]

  @Test func distributionPackagesToo() throws {
    let keys = ["role_distro_packages"]
    let found = leaves(try document(quirks: "true"), keys: keys)
    let missing = leaves(try golden(), keys: keys).symmetricDifference(found)
    #expect(missing.filter { line in !absent.contains { line.contains($0) } } == [])
  }

  /// The whole list of intended differences, as docs/decisions/0040-py-pkgs-quirks.md has it.
  @Test func withoutQuirksExactlyTheDocumentedValuesDiffer() throws {
    let (found, expected) = (
      leaves(try document(quirks: "false"), keys: consumed), leaves(try golden(), keys: consumed)
    )
    #expect(
      expected.subtracting(found) == ["packages = pymysql", "packages = sqlalchemy", "packages = sqlalchemy_utils"])
    #expect(found.subtracting(expected) == ["packages = pymysql>=0.6.2", "packages = sqlalchemy>=0.9.7"])
  }

  /// Only 16.0.29 had none for packages of distributions.
  @Test func allKeysArePresent() throws {
    for quirks in ["false", "\"14.2.16\"", "\"16.0.0\"", "\"16.0.29\"", "\"17.0.0\""] {
      guard case .object(let members) = try document(quirks: quirks) else {
        Issue.record("no document")
        return
      }
      let all = [
        "distro_packages", "packages", "remote_package_parts", "remote_packages", "role_distro_packages",
        "role_packages", "role_project_groups", "role_requirement_files", "role_requirements",
      ]
      #expect(members.map(\.0) == (quirks.contains("29") ? all.filter { !$0.contains("distro") } : all))
    }
  }

  @Test func listsAreSorted() throws {
    guard case .array(let packages)? = try document(quirks: "true")["packages"],
      case .array(let expected)? = try golden()["packages"]
    else {
      Issue.record("no packages")
      return
    }
    #expect(packages == expected)
  }
}
