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

  /// The document beside the variables that it was made of, converted once more.
  @Test func aConversionInPlaceComesToRest() throws {
    var files = [
      "osa/inventory/group_vars/all/all.yml": "# Where it lives\nbase: https://h\n",
      "osa/inventory/group_vars/nova_all/source_git.yml":
        "# Compute\nnova_git_repo: \"{{ base }}/nova\"\n# ---\n# Newest\nnova_git_install_branch: v1.0.0\n",
      "osa/inventory/host_vars/h2.yml": "nova_git_install_branch: v3\n",
      "roles/os_nova/defaults/main.yml":
        "# Role\nnova_git_install_branch: master\n# Needs\nnova_pip_packages: [a]\n# Tag\nnova_venv_tag: one\n",
      "openstack_deploy/user_variables.yml":
        "# Ours\nnova_git_install_branch: v2.0.0\nnova_pip_packages: [b]\nnova_venv_tag: two\n",
    ]
    var texts: [String] = []
    for _ in 0..<4 {
      texts.append(try structured(try ConversionTests.read(files)))
      files["openstack_deploy/osa-sources.yml"] = texts.last
    }
    #expect(texts[2] == texts[1] && texts[3] == texts[1])
    #expect(texts[1].split(separator: "\n").filter { $0.hasSuffix("# Compute") }.count == 1)
  }

  /// Every kind of flat variable, in made deployments: there and back gives the facts that were read.
  @Test(arguments: MadeDeployment.seeds)
  func thereAndBackGivesTheSame(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let reading = try ConversionTests.read(MadeDeployment.files(&random))
    #expect(!reading.catalogue.diagnostics.contains { $0.severity == .error })
    let there = try ConversionTests.convert(reading, to: .structured)
    #expect(there.changes == [])
    let back = try ConversionTests.convert(there.reading, to: .flat)
    #expect(back.changes == [])
    let facts = [reading, back.reading].map { CatalogueFacts($0.catalogue, $0.roleRecords()) }
    #expect(Conversion.changes(from: facts[0], to: facts[1]) == [])
    #expect(try RoleConversionTests.legacyDocument(there.reading) == RoleConversionTests.legacyDocument(reading))
  }

  /// No variable that the reader knows is left out of the deployments made.
  @Test func everyVariableIsMade() throws {
    var texts = ""
    for seed in MadeDeployment.seeds {
      var random = SplitMix(seed: UInt64(seed))
      texts += MadeDeployment.files(&random).values.joined(separator: "\n")
    }
    let names = texts.split(separator: "\n").compactMap { $0.split(separator: ":").first }.map(String.init)
    let made = Set(names.compactMap { name in SourceNaming.rules.first { name.hasSuffix($0.suffix) }?.suffix })
    for rule in SourceNaming.rules where rule.meaning != .unrelated { #expect(made.contains(rule.suffix)) }
  }
}
