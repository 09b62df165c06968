import Diagnostics
import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

/// What the other format has no place for is reported, fact by fact.
@Suite struct ConversionLossTests {
  private func changes(_ files: [String: String], to format: Conversion.Format) throws -> [String] {
    let reading = try ConversionTests.read(files)
    return try ConversionTests.convert(reading, to: format).changes.map(\.message)
  }

  @Test func anotherGroupsViewIsReported() throws {
    let files = [
      "osa/inventory/group_vars/a_all/s.yml":
        "x_git_repo: https://h/x\nx_git_install_branch: v1\nx_git_track_branch: m\n",
      "osa/inventory/host_vars/h1.yml": "x_git_install_branch: v2\n",
    ]
    #expect(try changes(files, to: .structured) == ["`sources.x.scopes.h1` loses `https://h/x`, `v2`, `m`"])
  }

  /// A default that some files replace keeps its place both ways.
  @Test func aReplacedDefaultIsNotLost() throws {
    let files = [
      "roles/os_x/defaults/main.yml": "x_pip_packages: [x, six]\nx_distro_packages: [d]\n",
      "roles/os_x/vars/redhat-7.yml": "x_pip_packages: [rpm]\nx_distro_packages: [r]\n",
    ]
    let there = try ConversionTests.convert(try ConversionTests.read(files), to: .structured)
    #expect(there.changes.isEmpty)
    let text = try #require(there.text["osa-sources.yml"])
    #expect(text.contains("      main:\n        install:\n          - x\n          - six\n"))
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.changes.isEmpty)
    let main = try #require(back.text["roles/os_x/defaults/main.yml"])
    #expect(main.contains("x_pip_packages:\n  - x\n  - six\n"))
    #expect(main.contains("x_distro_packages:\n  - d\n"))
    let redhat = try #require(back.text["roles/os_x/vars/redhat-7.yml"])
    #expect(redhat.contains("x_pip_packages:\n  - rpm\n"))
  }

  /// A file that empties a list of a role keeps its default away, in both formats.
  @Test func aSystemsEmptyListIsNotLost() throws {
    let files = [
      "roles/os_x/defaults/main.yml": """
      x_pip_packages: [x]
      x_service_pip_dependencies: [dep]
      x_optional_o_pip_packages: [o]
      x_distro_packages: [d]
      x_service_distro_packages: [s]
      """,
      "roles/os_x/vars/redhat-7.yml": """
      # none there
      x_pip_packages: []  # at all
      x_service_pip_dependencies: []
      x_optional_o_pip_packages: []
      x_service_distro_packages: []
      """,
      "roles/os_x/vars/redhat.yml": "x_pip_packages: []\nx_service_pip_dependencies: [rpm]\nx_distro_packages: []\n",
    ]
    let first = try ConversionTests.read(files)
    let there = try ConversionTests.convert(first, to: .structured)
    #expect(there.changes.isEmpty)
    let text = try #require(there.text["osa-sources.yml"])
    #expect(text.contains("      redhat-7:\n        # none there\n        install: []  # at all\n"))
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes.isEmpty)
    let facts = [first, back.reading].map { CatalogueFacts($0.catalogue) }
    #expect(Conversion.changes(from: facts[0], to: facts[1]) == [])
    let redhat = try #require(back.text["roles/os_x/vars/redhat.yml"])
    #expect(redhat.contains("x_pip_packages: []\n") && redhat.contains("x_service_pip_dependencies:\n  - rpm\n"))
    let seven = try #require(back.text["roles/os_x/vars/redhat-7.yml"])
    #expect(seven.contains("# none there\nx_pip_packages: []  # at all\nx_service_pip_dependencies: []"))
  }

  /// A role reads its lists by the names that they had, not by those that the converter would choose.
  @Test func listsKeepTheNamesOfTheirVariables() throws {
    let files = [
      "roles/os_x/defaults/main.yml": """
      x_pip_packages: [x]
      x_compute_pip_packages: [c]
      x_empty_pip_packages: []
      x_optional_o_pip_packages: [o]
      x_user_pip_packages: [u]
      x_client_packages_to_symlink: [s]
      """,
      "roles/os_x/vars/debian.yml":
        "x_service_pip_dependencies: [d]\nx_client_distro_packages: [p]\nx_devel_distro_packages: [h]\n",
    ]
    let there = try ConversionTests.convert(try ConversionTests.read(files), to: .structured)
    let text = try #require(there.text["osa-sources.yml"])
    #expect(text.contains("      optional.compute: [x_compute_pip_packages]\n"))
    #expect(!text.contains("x_optional_o_pip_packages") && !text.contains("x_devel_distro_packages"))
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.changes.isEmpty)
    for (path, written) in files {
      let names = Set(written.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) })
      let found = try #require(back.text[path]).split(separator: "\n").filter { $0.contains(":") && !$0.hasPrefix("#") }
      #expect(Set(found.compactMap { $0.split(separator: ":").first.map(String.init) }).subtracting(names).isEmpty)
      #expect(names.isSubset(of: Set(found.compactMap { $0.split(separator: ":").first.map(String.init) })))
    }
  }

  /// A name is written into a file: one that no list has is not taken.
  @Test func aNameThatNoListHasIsNotWritten() throws {
    let text =
      "format: 1\nvenvs:\n  x:\n    role: os_x\n    install: [a]\n    flat_names: {install: ['y: z_pip_packages', path]}\n"
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(try #require(back.text["roles/os_x/defaults/main.yml"]).contains("x_pip_packages:\n  - a\n"))
  }

  @Test func whatFlatVariablesCannotSayIsReported() throws {
    let files = [
      "osa/osa-sources.yml": """
      format: 1
      series: "2026.1"
      layers:
        own: {lines: [a==1], adjust: {remove: [b]}}
        pins: {lines: ["b==2  # why"]}
      sources:
        tar: {archive: {url: https://h/t.tar.gz, sha256: \(String(repeating: "a", count: 64))}}
        nova: {git: https://h/nova, tag: v1, subdirectory: sub, patches: [p.diff], enabled: false, groups: [all]}
      venvs:
        nova: {role: os_nova, groups: [a, b], install: [nova], environment: {platform_machine: x}, constraints: [own], adjust: {relax: [c], replace: [d==1]}}
      """
    ]
    let found = try changes(files, to: .flat)
    for path in [
      "layers.own", "layers.own.adjust.remove", "series", "sources.nova.enabled", "sources.nova.patches",
      "sources.nova.subdirectory",
      "sources.tar",
      "venvs.nova.constraints", "venvs.nova.environment.platform_machine", "venvs.nova.groups",
    ] {
      #expect(found.contains { $0.hasPrefix("`\(path)` ") }, "\(path): \(found)")
    }
    #expect(found.contains { $0.hasPrefix("`venvs.nova.adjust.relax` ") })
    #expect(!found.contains { $0.hasPrefix("`layers.pins`") })
    // All of it has a place in the format that it comes from.
    #expect(try changes(files, to: .structured) == [])
  }

  @Test func aNumberForAReferenceBecomesItsText() throws {
    let files = ["osa/inventory/group_vars/a_all/s.yml": "x_git_repo: https://h/x\nx_git_install_branch: 1.10\n"]
    #expect(
      try changes(files, to: .structured) == ["`sources.x.reference` becomes `tag 1.10` instead of `unresolved 1.10`"])
  }

  @Test(arguments: ["../../evil", "/etc", "a/b", ".hidden", ""])
  func noNameLeadsOutOfTheFolder(name: String) throws {
    let reading = try ConversionTests.read([
      "osa/osa-sources.yml":
        "format: 1\nsources: {}\nvenvs: {nova: {role: \"\(name)\", install: [a], alternatives: {\"\(name)\": {install: [b]}}}}\n"
    ])
    let conversion = Conversion(
      reading.catalogue, records: reading.roleRecords(), resolver: reading.resolver, to: .flat)
    #expect(conversion.files.map(\.path) == [])
    #expect(Set(conversion.diagnostics.map(\.code)) == [.unwritableName])
  }

  @Test func secretsAreMaskedInFindingsAndKeptInFiles() throws {
    let reading = try ConversionTests.read([
      "osa/inventory/group_vars/a_all/s.yml": "x_git_repo: https://u:s3cret@h/x\nx_git_install_branch: v1\n",
      "osa/inventory/host_vars/h1.yml": "x_git_repo: https://u:s3cret@h/y\n",
      "roles/os_x/defaults/main.yml": "x_git_repo: https://u:s3cret@h/z\n",
    ])
    let there = try ConversionTests.convert(reading, to: .structured)
    let text = try #require(there.text["osa-sources.yml"])
    #expect(text.contains("git: \"https://u:s3cret@h/x\""))
    #expect(!text.contains("s3cret@h/y") && !text.contains("s3cret@h/z"))
    #expect(there.changes.count == 1 && !there.changes[0].message.contains("s3cret"))
  }
}
