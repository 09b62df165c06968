import Diagnostics
import Testing
import TextFiles

@testable import Checks

@Suite struct PolicyTests {
  private func file(_ text: String, _ path: String = "a/b.yml") -> TextFile {
    TextFile(reference: FileReference(root: 0, path: path), bytes: Array(text.utf8))
  }

  private func finding(_ code: DiagnosticCode, _ file: TextFile, line: Int, _ message: String = "m") -> Diagnostic {
    Diagnostic(code, message, at: Location(file: file.reference, line: line, column: 3))
  }

  @Test func aSuppressionTakesBackItsCodesOnItsLine() {
    let text = file("x: 1 # osa-sources: ignore[OSA112, OSA117] wanted\n  # osa-sources: ignore[OSA122] below\ny: 2\n")
    let found = [
      finding(.unpinnedReference, text, line: 1), finding(.unreadPin, text, line: 1),
      finding(.nameDrift, text, line: 1),
      finding(.emptyPathSegment, text, line: 3), finding(.unpinnedReference, text, line: 3),
    ]
    let left = Policy().reported(found, in: [text])
    #expect(left.map(place) == ["OSA118 a/b.yml:1", "OSA112 a/b.yml:3"])
  }

  @Test(arguments: [
    "# osa-sources: ignore[OSA112]", "# osa-sources: ignore[OSA112]   ", "# osa-sources: ignore[] why",
    "# osa-sources: ignore why", "# osa-sources: ignore[OSA999] why", "# osa-sources: ignore[OSA112, X] why",
    "# osa-sources: skip[OSA112] why", "# osa-sources: ignore[OSA112 why",
  ])
  func aBadSuppressionCountsForNothing(comment: String) {
    let text = file("x: 1 \(comment)\n")
    let left = Policy().reported([finding(.unpinnedReference, text, line: 1)], in: [text])
    #expect(left.map(\.code) == [.unpinnedReference, .invalidSuppression])
  }

  @Test func otherCommentsAreNoSuppressions() {
    #expect(Suppressions(in: [file("# osa-sources is nice\n#osa\nx: '#'\n#")]).diagnostics.isEmpty)
  }

  @Test func theConfigurationGradesAndExcludes() {
    let configuration = Configuration(
      file("severity:\n  OSA112: error\n  OSA117: ignore\nexclude: ['old/**']\n", ".osa-sources.yml"))
    #expect(configuration.diagnostics.isEmpty)
    let (kept, old) = (file("x"), file("x", "old/a.yml"))
    let found = [
      finding(.unpinnedReference, kept, line: 1), finding(.unreadPin, kept, line: 1),
      finding(.nameDrift, kept, line: 1),
      finding(.nameDrift, old, line: 1),
    ]
    let left = Policy(configuration: configuration).reported(found, in: [])
    #expect(left.map(\.code) == [.unpinnedReference, .nameDrift])
    #expect(left.map(\.severity) == [.error, .warning])
  }

  @Test(arguments: [
    "severities: {}", "severity: {OSA112: loud}", "severity: {OSA999: note}", "severity: {unread-pin: note}",
    "exclude: x", "[a]", "x: [",
  ])
  func aWrongConfigurationIsAFinding(text: String) {
    let found = Configuration(file(text, ".osa-sources.yml")).diagnostics
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.severity == .error })
  }

  @Test func anEmptyConfigurationChangesNothing() {
    #expect(Configuration(file("---\n# nothing\n")).diagnostics.isEmpty)
  }

  @Test func theBaselineTakesWhatItCounts() {
    let text = file("x")
    let known = [finding(.nameDrift, text, line: 1), finding(.nameDrift, text, line: 2)]
    let moved = known.map { finding($0.code, text, line: Int($0.location?.line ?? 0) + 40) }
    let baseline = Baseline(known, anchor: Anchor(folder: "."))
    #expect(baseline.new(among: moved).isEmpty)
    let third = finding(.nameDrift, text, line: 90)
    #expect(baseline.new(among: moved + [third]) == [third])
    let other = finding(.nameDrift, text, line: 1, "another name")
    #expect(baseline.new(among: known + [other]) == [other])
  }

  @Test(arguments: [
    "", "[]", "{\"format\": 2, \"findings\": []}", "{\"format\": 1}",
    "{\"format\": 1, \"findings\": [{\"code\": \"OSA112\"}]}",
    "{\"format\": 1, \"findings\": [{\"code\": \"OSA112\", \"file\": \"a\", \"message\": \"m\", \"count\": 0}]}",
  ])
  func whatIsNoBaselineIsRefused(text: String) {
    #expect(throws: Baseline.Fault.self) { try Baseline(parsing: Array(text.utf8), anchor: Anchor(folder: ".")) }
  }
}
