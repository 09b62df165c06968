import Diagnostics
import SourceCatalogue
import TestSupport
import Testing

@testable import BuildPlanning

/// Sets that stand in files of which a play loads one.
@Suite struct OptionalSetsTests {
  private static let flat: [String: String] = [
    "roles/os_x/defaults/main.yml": """
    x_pip_packages: [own]
    x_drive_pip_packages: "{{ _x_drive_pip_packages | default([]) }}"
    x_other_pip_packages: [other]
    """,
    "roles/os_x/vars/drive_a.yml": "_x_drive_pip_packages: [a, aa]\n",
    "roles/os_x/vars/drive_b.yml": "_x_drive_pip_packages: [b]\n",
    "roles/os_x/vars/drive_none.yml": "_x_drive_pip_packages: []\n",
    "roles/os_x/vars/redhat.yml": "_x_drive_pip_packages: [rpm]\n",
  ]

  private func planned(_ optional: [String], _ files: [String: String] = flat) throws -> (Plan, VenvStep) {
    let folder = try TemporaryFolder(files)
    var request = PlanRequest(targets: [debian])
    request.optional = optional
    let made = Planner.plan(CatalogueReader.read(paths: [folder.path]), request)
    return (made, try #require(made.venvs.first))
  }

  @Test(arguments: [
    ([], [], []), (["drive"], [], ["drive"]), (["x.drive"], [], ["drive"]), (["all"], ["other"], ["drive", "other"]),
    (["x.drive.drive_a"], ["a", "aa"], ["drive.drive_a"]), (["drive.drive_b"], ["b"], ["drive.drive_b"]),
    (["all", "drive.drive_b"], ["b", "other"], ["drive.drive_b", "other"]),
    (["drive", "drive.drive_a"], ["a", "aa"], ["drive.drive_a"]),
    (["drive.drive_none"], [], ["drive.drive_none"]),
  ])
  func theFileIsAskedFor(optional: [String], wanted: [String], chosen: [String]) throws {
    let (made, step) = try planned(optional)
    #expect(step.arguments.suffix(wanted.count + 1) == ["own"] + wanted)
    #expect(step.chosenSets == chosen)
    #expect(step.optionalSets == ["drive", "drive.drive_a", "drive.drive_b", "drive.drive_none", "other"])
    let isUndecided = chosen.contains("drive")
    #expect(made.codes == (isUndecided ? [.undecidedSet] : []))
    if isUndecided { #expect(made.diagnostics.first?.hint?.contains("`--optional x.drive.drive_b`") == true) }
  }

  @Test func aFileThatIsNoneIsUnknown() throws {
    #expect(try planned(["x.drive.drive_c"]).0.codes == [.unknownOptionalSet])
    #expect(try planned(["x.drive.redhat"]).0.codes == [.unknownOptionalSet])
  }

  /// What holds where no file does is replaced by the chosen one.
  @Test func theDefaultHoldsWhereNoFileIsChosen() throws {
    var files = Self.flat
    files["roles/os_x/defaults/main.yml"] = "x_pip_packages: [own]\n_x_drive_pip_packages: [plain]\n"
    let (made, step) = try planned(["x.drive"], files)
    #expect(step.arguments.last == "plain" && made.codes == [.undecidedSet])
    #expect(try planned(["x.drive.drive_b"], files).1.arguments.suffix(2) == ["own", "b"])
  }

  @Test(arguments: [
    ("redhat-9", true), ("ubuntu-16.04", true), ("suse", true), ("capi_azimuth", false), ("ovn", false),
  ])
  func filesOfSystems(name: String, isOne: Bool) {
    #expect(DistributionFamily.isSystem(name) == isOne)
  }
}
