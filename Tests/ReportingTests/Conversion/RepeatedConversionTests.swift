import TestSupport
import Testing

@testable import Reporting
@testable import SourceCatalogue

/// Conversions of conversions: what is written says the same however often, and its notes do not grow.
@Suite struct RepeatedConversionTests {
  private func structured(_ reading: CatalogueReading) throws -> String {
    try #require(try ConversionTests.convert(reading, to: .structured).text["osa-sources.yml"])
  }

  @Test func notesDoNotGrow() throws {
    let files = [
      "osa/inventory/group_vars/nova_all/source_git.yml": """
      v: 1.2.3
      # Compute
      nova_git_repo: https://h/nova
      nova_git_install_branch: v1.0.0  # pinned
      glance_git_repo: https://h/glance
      glance_git_install_branch: "{{ v }}"
      """
    ]
    var reading = try ConversionTests.read(files)
    let first = try structured(reading)
    #expect(first.contains("tag: \"v1.0.0\"  # pinned; read off its looks\n"))
    for _ in 0..<3 {
      let there = try ConversionTests.convert(reading, to: .structured)
      let back = try ConversionTests.convert(there.reading, to: .flat)
      #expect(back.changes == [])
      reading = back.reading
    }
    let last = try structured(reading)
    #expect(last.contains("tag: \"v1.0.0\"  # pinned; read off its looks\n"))
    #expect(last.utf8.count <= first.utf8.count + 1)
  }

  /// Every kind of flat variable, in made deployments: there and back gives the facts that were read.
  @Test(arguments: 0..<40)
  func thereAndBackGivesTheSame(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let reading = try ConversionTests.read(Self.deployment(&random))
    #expect(!reading.catalogue.diagnostics.contains { $0.severity == .error })
    let there = try ConversionTests.convert(reading, to: .structured)
    #expect(there.changes == [])
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    let facts = [reading, back.reading].map { CatalogueFacts($0.catalogue, $0.roleRecords()) }
    #expect(Conversion.changes(from: facts[0], to: facts[1]) == [])
    #expect(try RoleConversionTests.legacyDocument(there.reading) == RoleConversionTests.legacyDocument(reading))
  }

  private static func deployment(_ random: inout SplitMix) -> [String: String] {
    func coin(_ chance: UInt64) -> Bool { random.next() % 100 < chance }
    func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
    let references = ["v1.2", "stable/x", "d5b82e107e46a8e29483c22f9713335f2e028939", "refs/changes/1/2/3", "x-eol"]
    let entries = ["a>=1", "PyMySQL", "b[x,y]", "c ; python_version < '3'", "lxml!=4,<5", "oslo.log"]
    func list() -> String {
      "[" + (0..<(1 + random.next() % 3)).map { _ in "\"" + pick(entries) + "\"" }.joined(separator: ", ") + "]"
    }
    var files: [String: String] = ["osa/global-requirement-pins.txt": "pip==9\n"]
    if coin(50) { files["osa/requirements.txt"] = "# own\nansible>=2  # why\n" }
    for service in ["nova", "glance", "heat"] where coin(80) {
      var git = "\(service)_git_repo: https://h/\(service)\n\(service)_git_install_branch: \(pick(references))\n"
      if coin(30) { git += "\(service)_git_track_branch: master\n" }
      if coin(40) { git += "\(service)_git_project_group: \(service)_all\n" }
      if coin(30) { git += "\(service)_git_install_fragments: venvwithindex=True\n" }
      if coin(20) { git += "\(service)_git_package_name: open-\(service)\n" }
      if coin(20) { git += "\(service)_git_dest: /opt/\(service)\n" }
      if coin(30) { git += "\(service)_repo_plugins: [{path: contrib, package: \(service)-plug}]\n" }
      if coin(20) { git += "\(service)_git_fallback_repo: https://m/\(service)\n" }
      let isOld = coin(50)
      files[
        isOld
          ? "osa/playbooks/defaults/repo_packages/\(service).yml"
          : "osa/inventory/group_vars/\(service)_all/source_git.yml"] = git
      var role = coin(50) ? "\(service)_role_project_group: \(service)_all\n" : ""
      role += "\(service)_pip_packages: \(list())\n"
      if coin(40) { role += "\(service)_requires_pip_packages: \(list())\n" }
      if coin(40) { role += "\(service)_optional_o_pip_packages: \(list())\n" }
      if coin(30) { role += "\(service)_user_pip_packages: \(list())\n" }
      if coin(20) { role += "\(service)_proprietary_p_pip_packages: \(list())\n" }
      if coin(30) { role += "\(service)_extra_pip_packages: \(list())\n" }
      if coin(30) { role += "\(service)_venv_tag: \"17.0\"\n" }
      if coin(30) { role += "\(service)_developer_constraints: [\"a==1\"]\n" }
      if coin(30) { role += "\(service)_distro_packages: [git, curl]\n" }
      files["roles/os_\(service)/defaults/main.yml"] = role
      if coin(50) {
        var system = "\(service)_service_pip_dependencies: \(list())\n"
        if coin(50) { system += "\(service)_devel_distro_packages: [gcc]\n" }
        for name in ["ubuntu-16.04", "redhat-7"] where coin(70) {
          files["roles/os_\(service)/vars/\(name).yml"] = system
        }
      }
    }
    if coin(50) {
      files["openstack_deploy/user_variables.yml"] =
        "nova_git_install_branch: my/branch\nheat_pip_packages: \(list())\n"
    }
    if coin(30) { files["roles/pip_install/defaults/main.yml"] = "pip_packages: \(list())\n" }
    return files
  }
}
