import TestSupport
import Testing

@testable import SourceCatalogue

/// Venvs that several threads read are those that one reads.
@Suite struct VenvSharesTests {
  /// Twelve roles: shared sources, one without a name of its own, alternatives, templates that nothing resolves.
  private static let files: [String: String] = {
    var files = [
      "osa/inventory/group_vars/all/source_git.yml": """
      shared_git_repo: https://git.example.org/shared
      shared_git_install_branch: 1111111111111111111111111111111111111111

      """
    ]
    for number in 0..<12 {
      files["roles/os_s\(number)/defaults/main.yml"] = """
        s\(number)_git_repo: https://git.example.org/s\(number)
        s\(number)_git_install_branch: master
        s\(number)_pip_packages:
          - "git+{{ s\(number)_git_repo }}@{{ s\(number)_git_install_branch }}#egg=name-\(number)"
          - "git+{{ shared_git_repo }}@{{ shared_git_install_branch }}#egg=shared-by-\(number)"
          - "lib-\(number)>=1; python_version > '3'"
          - "{{ unknown_\(number) }}"
        s\(number)_user_pip_packages: [extra-\(number)]
        s\(number)_venv_tag: "{{ venv_tag }}"

        """
      files["roles/os_s\(number)/vars/debian.yml"] = "s\(number)_devel_distro_packages: [git, libffi-dev]\n"
      files["roles/os_s\(number)/vars/redhat.yml"] = "s\(number)_devel_distro_packages: [git, libffi-devel]\n"
    }
    return files
  }()

  private func builders(_ files: [String: String], threads: [Int]) throws -> [VenvBuilder] {
    let folder = try TemporaryFolder(files)
    let reading = CatalogueReader.reading(paths: ["osa", "roles"].map { folder.path + "/" + $0 })
    let names = Set(reading.catalogue.sources.values.filter { !$0.isInline }.map(\.name))
    return threads.map { threads in
      let resolver = reading.resolver.fork()
      let naming = VenvNaming(anchors: reading.flat.venvAnchors(roles: reading.roles))
      let readings = VenvReadings(variables: reading.flat.venvs, naming: naming)
      var builder = VenvBuilder(
        resolver: resolver, reader: RequirementReader(resolver: resolver, sourceNames: names))
      builder.read(readings.all(seenBy: resolver), threads: threads)
      return builder
    }
  }

  private func check(_ files: [String: String]) throws {
    let all = try builders(files, threads: [1, 2, 3, 5])
    let one = try #require(all.first)
    #expect(one.venvs.count == 12)
    #expect(one.reader.distributions["shared"]?.value == "shared-by-0")
    for several in all.dropFirst() {
      #expect(several.venvs == one.venvs)
      #expect(several.diagnostics.sorted() == one.diagnostics.sorted())
      #expect(several.reader.diagnostics.sorted() == one.reader.diagnostics.sorted())
      #expect(several.reader.inline == one.reader.inline)
      #expect(several.reader.distributions == one.reader.distributions)
      #expect(Set(several.resolver.undecided) == Set(one.resolver.undecided))
    }
  }

  @Test func listsOfRolesAreTheSameInAnyNumberOfParts() throws {
    let folder = try TemporaryFolder(Self.files)
    let reading = CatalogueReader.reading(paths: ["osa", "roles"].map { folder.path + "/" + $0 })
    let all = [1, 2, 3, 36].map { parts in
      var recorder = RoleRecorder(resolver: reading.resolver.fork(), sourceNames: [])
      recorder.record(reading.flat, roles: reading.roles, parts: parts)
      return recorder.records
    }
    #expect(all[0].roles.count == 12)
    #expect(all[0].roles["os_s1"]?.lists.count == 2 && all[0].roles["os_s1"]?.distroPackages.count == 2)
    for several in all.dropFirst() {
      #expect(several.roles == all[0].roles && several.lists == all[0].lists)
    }
  }

  @Test func severalThreadsReadWhatOneReads() throws { try check(Self.files) }

  /// One key for two addresses: the first in order has it, whichever thread reads it.
  @Test func keysOfInlineSourcesAreGivenInOrder() throws {
    var files = Self.files
    for number in [3, 4, 9] {
      files["roles/os_s\(number)/defaults/main.yml"]?.append(
        "s\(number)_optional_pip_packages: [\"git+https://git.example.org/\(number)/tool@v\(number)\"]\n")
    }
    try check(files)
    let one = try #require(try builders(files, threads: [1]).first)
    #expect(one.reader.inline["tool"]?.repository?.value == "https://git.example.org/3/tool")
    #expect(one.reader.inline.count == 3)
  }
}
