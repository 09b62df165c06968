import Diagnostics
import SourceCatalogue
import TestSupport
import TextFiles
import Testing

@testable import ConstraintLayers

@Suite struct SeriesTests {
  @Test(arguments: [
    ("upper-constraints-pike.txt", "pike"), ("/x/upper-constraints-pike-0143d0c2.txt", "pike"),
    ("upper_constraints_2025.1.txt", "2025.1"), ("upper-constraints-33.0.1.txt", "2026.1"),
    ("upper-constraints-16.0.0.txt", "pike"), ("upper-constraints-26.1.2.txt", "zed"),
    ("upper-constraints-27.0.0.txt", "2023.1"), ("upper-constraints-stable-train.txt", "train"),
    ("upper-constraints-master-2026-08.txt", "master"), ("upper-constraints.txt", nil),
    ("upper-constraints-mine.txt", nil), ("constraints-pike.txt", nil), ("upper-constraints-4.7.txt", nil),
    ("upper-constraints-d5b82e10.txt", nil), ("upper-constraints-xfails.txt", nil),
  ])
  func ofFileNames(_ name: String, _ series: String?) {
    #expect(OpenStackSeries.of(fileName: name) == series)
  }

  /// A series has a number and a name, and people write both in any case.
  @Test(arguments: [
    ("Epoxy", "2025.1"), ("2025.1", "2025.1"), ("stable/2025.1", "2025.1"), (" dalmatian ", "2024.2"),
    ("31.0.0", "2025.1"), ("ZED", "zed"), ("Gazpacho", "2026.1"), ("caracal", "2024.1"), ("bobcat", "2023.2"),
    ("antelope", "2023.1"), ("flamingo", "2025.2"), ("Master", "master"), ("Mine", "mine"),
  ])
  func oneSpelling(_ text: String, _ series: String) {
    #expect(OpenStackSeries.normal(text) == series)
  }

  /// Of what the deployment says of itself, also for a venv that takes nothing from sources.
  @Test func byTheSeriesOfTheDeployment() throws {
    func codes(_ series: String, _ file: String, reference: String = "commit: \(String(repeating: "a", count: 40))")
      throws -> [DiagnosticCode]
    {
      let deployed = try Deployed([
        "osa/osa-sources.yml": """
        format: 1
        series: "\(series)"
        sources: {nova: {git: 'https://h/openstack/nova', \(reference)}}
        venvs: {nova: {install: [nova]}, plain: {install: [numpy]}}

        """
      ])
      return ["nova", "plain"].flatMap { venv in
        var question = deployed.question(venv)
        question.given = [GivenLayer(name: "upper", content: .text("a===1\n", FileReference(root: -1, path: file)))]
        return question.answer().diagnostics.map(\.code)
      }
    }
    #expect(try codes("2025.1", "upper-constraints-2024.2.txt") == [.otherSeries, .otherSeries])
    #expect(try codes("Epoxy", "upper-constraints-2025.1.txt").isEmpty)
    #expect(try codes("epoxy", "upper-constraints-Epoxy.txt", reference: "branch: stable/2025.1").isEmpty)
    #expect(try codes("EPOXY", "upper-constraints-dalmatian.txt").count == 2)
  }

  private static let nova =
    "nova_pip_packages:\n  - \"git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova\"\n"

  /// The finding of a venv whose source has this reference, with upper-constraints of a name and text.
  private func found(
    _ reference: String, track: String? = nil, defaults: String = "", repository: String = "https://h/openstack/nova",
    file: String, text: String = "a===1\n"
  ) throws -> [String] {
    var variables = "nova_git_repo: \(repository)\nnova_git_install_branch: \(reference)\n"
    if let track { variables += "nova_git_track_branch: \(track)\n" }
    let deployed = try Deployed([
      "osa/inventory/group_vars/all/source_git.yml": variables,
      "roles/os_nova/defaults/main.yml": defaults + Self.nova,
    ])
    let folder = try TemporaryFolder([file: text])
    var question = deployed.question("nova")
    let reference = FileReference(root: -1, path: folder.path + "/" + file)
    question.given = [GivenLayer(name: "upper", content: .file(reference))]
    return question.answer().diagnostics.filter { $0.code == .otherSeries }.map(\.message)
  }

  private let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"

  @Test func byTheNameOfTheFile() throws {
    #expect(try found("stable/2025.1", file: "upper-constraints-pike.txt").count == 1)
    #expect(try found("stable/pike", file: "upper-constraints-pike.txt").isEmpty)
    #expect(try found(sha, track: "stable/2025.1", file: "upper-constraints-2025.2.txt").count == 1)
    #expect(try found(sha, track: "master", file: "upper-constraints-2025.2.txt").count == 1)
    #expect(try found(sha, track: "master", file: "upper-constraints-master.txt").isEmpty)
    #expect(try found(sha, track: "master", repository: "https://h/x/nova", file: "upper-constraints-pike.txt").isEmpty)
    #expect(try found(sha, file: "upper-constraints-pike.txt").isEmpty)
    #expect(try found("stable/2025.1", file: "stable/pike/upper-constraints.txt").count == 1)
  }

  /// A pinned commit of an old release: only the role says which branch it is of.
  @Test func byTheBranchOfTheRole() throws {
    let defaults = "nova_git_install_branch: stable/pike\n"
    #expect(try found(sha, defaults: defaults, file: "upper-constraints-train.txt").count == 1)
    #expect(try found(sha, defaults: defaults, file: "upper-constraints-pike-0143d0c2.txt").isEmpty)
    #expect(try found(sha, track: "stable/train", defaults: defaults, file: "upper-constraints-train.txt").isEmpty)
  }

  /// tempest has no branch per series.
  @Test func aBranchlessProject() throws {
    let files = [
      "osa/osa-sources.yml": """
      format: 1
      sources:
        tempest: {git: 'https://h/openstack/tempest', branch: master}
        nova: {git: 'https://h/openstack/nova', branch: stable/2025.1}
      venvs: {tempest: {install: [tempest]}, nova: {install: [nova]}}

      """
    ]
    let deployed = try Deployed(files)
    func codes(_ venv: String, _ file: String) -> [DiagnosticCode] {
      var question = deployed.question(venv)
      question.given = [GivenLayer(name: "upper", content: .text("a===1\n", FileReference(root: -1, path: file)))]
      return question.answer().diagnostics.map(\.code)
    }
    #expect(codes("tempest", "upper-constraints-2025.1.txt").isEmpty)
    #expect(codes("tempest", "upper-constraints-2025.2.txt") == [.otherSeries])
    #expect(codes("nova", "upper-constraints-master.txt") == [.otherSeries])
  }

  @Test func byACommentAtTheHead() throws {
    let text = "# Generated for stable/pike\n\na===1\n"
    #expect(
      try found("stable/2025.1", file: "upper.txt", text: text) == [
        "venv `nova` is of series `2025.1`, layer `upper` of series `pike`"
      ])
    #expect(try found("stable/2025.1", file: "upper.txt", text: "a===1\n# stable/pike\n").isEmpty)
    #expect(try found("stable/2025.1", file: "upper.txt", text: "# see openstack/stable/docs\na===1\n").isEmpty)
  }
}
