import Testing

@testable import PythonPackaging

@Suite struct MarkerTests {
  /// A value is a Python literal; what is printed stays on one line and says the same.
  @Test(arguments: [
    (#"os_name == "a\nb==6""#, #"os_name == "a\nb==6""#), (#"os_name == 'a\d'"#, #"os_name == "a\d""#),
    (#"os_name == "a\\d""#, #"os_name == "a\d""#), (#"os_name == "a\\n""#, #"os_name == "a\\n""#),
    (#"os_name == 'x"y'"#, #"os_name == 'x"y'"#), (#"os_name == 'x"\x27'"#, #"os_name == "x\x22'""#),
    (#"os_name == "\0\t""#, "os_name == \"\\x00\t\""),
  ])
  func valuesReadBack(_ text: String, _ printed: String) throws {
    let marker = try Marker(parsing: text)
    #expect(marker.description == printed)
    #expect(try Marker(parsing: marker.description) == marker)
  }

  private func marker(_ text: String) throws -> Marker { try Marker(parsing: text) }

  private func holds(_ text: String, python: String = "3.11.7") throws -> Bool {
    let environment = try #require(MarkerEnvironment(python: python))
    return try marker(text).evaluate(in: environment)
  }

  // MARK: Evaluation

  @Test func versionsCompareAsVersions() throws {
    #expect(try holds("python_version < '3.10'", python: "3.9"))
    #expect(try !holds("python_version < '3.10'", python: "3.11"))
    #expect(try holds("python_full_version == '3.11.*'"))
    #expect(try holds("python_version ~= '3.8'"))
    #expect(try !holds("python_full_version < '3.13'", python: "3.13.0rc1"))
  }

  @Test func textsNeitherPrecedeNorFollow() throws {
    #expect(try !holds("sys_platform > 'a'"))
    #expect(try holds("sys_platform >= 'linux'"))
    #expect(try holds("'inu' in sys_platform"))
  }

  @Test func andBindsTighterThanOr() throws {
    #expect(try holds("sys_platform == 'linux' or os_name == 'nt' and os_name == 'no'"))
    #expect(try !holds("(sys_platform == 'linux' or os_name == 'nt') and os_name == 'no'"))
  }

  @Test func aFaultIsOneWhereverItStands() throws {
    #expect(throws: MarkerFault.self) { try holds("sys_platform == 'linux' or os_name ~= 'x'") }
    #expect(throws: MarkerFault.undefinedName("extras")) { try holds("'a' in extras") }
  }

  @Test func theEnvironmentOfAPython() {
    #expect(MarkerEnvironment(python: "3.12")?.values[.pythonFullVersion] == "3.12.0")
    #expect(MarkerEnvironment(python: "2.7.18")?.values[.pythonVersion] == "2.7")
    #expect(MarkerEnvironment(python: "3") == nil)
    #expect(MarkerEnvironment(python: "new") == nil)
  }

  // MARK: Algebra

  @Test(arguments: [
    ("python_version < '3.9' or python_version >= '3.9' and python_version < '3.10'", "python_version < \"3.10\""),
    ("python_version >= '3.9' and python_version < '3.10'", "python_version == \"3.9\""),
    ("python_version < '3.9' or python_version > '3.9'", "python_version != \"3.9\""),
    (
      "python_version >= '3.9' and python_version != '3.11'",
      "python_version >= \"3.9\" and python_version != \"3.11\""
    ),
    (
      "python_full_version >= '3.11.4' and python_version < '3.12'",
      "python_full_version >= \"3.11.4\" and python_version < \"3.12\""
    ),
    ("os_name == 'nt' or os_name == 'posix' or os_name == 'nt'", "os_name == \"nt\" or os_name == \"posix\""),
    (
      "(python_version <= '3.7' and os_name == 'a') or python_version > '3.7'",
      "os_name == \"a\" or python_version >= \"3.8\""
    ),
    ("extra == 'a' and (extra == 'a' or extra == 'b')", "extra == \"a\""),
    (
      "platform_release >= '5' and platform_release < '6.1'", "platform_release < \"6.1\" and platform_release >= \"5\""
    ),
  ])
  func simplification(_ text: String, _ expected: String) throws {
    let original = try marker(text)
    guard case .marker(let simple) = original.simplified else { return #expect(Bool(false), "no marker") }
    #expect(simple.isEquivalent(to: original))
    #expect(simple.description == expected)
    #expect(try marker(simple.description).simplified == .marker(simple))
  }

  @Test func contradictionsAndTautologies() throws {
    #expect(try marker("python_version < '3.8' and python_version > '3.8'").isNever)
    #expect(try marker("os_name == 'nt' and sys_platform == 'linux'").isNever)
    #expect(try !marker("os_name == 'nt' and sys_platform == 'something'").isNever)
    #expect(try marker("python_version == 'Linux'").simplified == .never)
    #expect(try marker("python_version < '3.8' or python_version >= '3.8'").simplified == .always)
    #expect(try !marker("'a' in os_name or os_name == 'b'").isAlways)
  }

  @Test func extrasDoNotExcludeEachOther() throws {
    #expect(try !marker("extra == 'a'").isDisjoint(with: marker("extra == 'b'")))
    #expect(try marker("extra == 'a'").isDisjoint(with: marker("extra != 'a'")))
  }

  @Test func hugeMarkersAreLeftAlone() throws {
    let text = (0..<400).map { "os_name == 'a\($0)'" }.joined(separator: " or ")
    let huge = try marker(text)
    #expect(!huge.isDisjoint(with: huge))
    #expect(huge.simplified == .marker(huge))
    #expect(huge.isEquivalent(to: huge))
  }

  @Test func whatHasNoOppositeHasNoNegation() throws {
    #expect(try marker("os_name ~= 'x'").negated == nil)
    #expect(try marker("os_name in 'xy'").negated == .marker(marker("os_name not in \"xy\"")))
  }
}

@Suite struct MarkerSpaceTests {
  /// Independent questions in a formula that no order of axes keeps small: the answer is a careful one, and soon.
  @Test func aSpaceThatGrowsTooLargeGivesNoAnswer() throws {
    let pairs = (0..<40).map { "('a\($0)' in os_name and 'a\(79 - $0)' in sys_platform)" }.joined(separator: " or ")
    let marker = try Marker(parsing: pairs)
    #expect(!marker.isNever)
    #expect(!marker.isAlways)
    #expect(marker.simplified != .never && marker.simplified != .always)
  }
}
