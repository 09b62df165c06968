import Testing

@testable import Reporting

/// What comments say comes along, wherever the variable goes.
@Suite struct CommentConversionTests {
  private static let files = [
    "osa/inventory/group_vars/nova_all/source_git.yml": """
    # note-repository
    nova_git_repo: https://h/nova
    nova_git_install_branch: v1  # note-reference
    # note-track
    nova_git_track_branch: master
    """,
    "roles/os_nova/defaults/main.yml": """
    # note-hidden-repository
    nova_git_repo: https://h/nova
    # note-hidden-reference
    nova_git_install_branch: master
    # note-group
    nova_role_project_group: nova_compute  # note-group-beside
    # note-tag
    nova_venv_tag: untagged
    # note-list
    nova_pip_packages:
      # note-entry
      - six  # note-beside
    """,
    "roles/os_nova/vars/debian.yml": "# note-distro\nnova_distro_packages: [a]  # note-distro-beside\n",
    "roles/lxc/defaults/main.yml": """
    # note-empty-packages
    lxc_extra_distro_packages: []
    # note-packages
    lxc_distro_packages:
      # note-package
      - git  # note-package-beside
      - vim
    # note-lone-group
    lxc_role_project_group: lxc_hosts
    """,
    "openstack_deploy/user_variables.yml": """
    # note-outside
    lone_pip_packages:
      - one  # note-outside-beside
    """,
  ]

  private static var words: [String] {
    files.values.flatMap { $0.split { !($0.isLetter || $0 == "-") } }.map(String.init).filter { $0.hasPrefix("note-") }
  }

  /// A whole comment, or the first part of one.
  private func said(_ word: String, in text: String) -> Bool {
    text.contains("# \(word)\n") || text.contains("# \(word); ")
  }

  @Test func everyCommentComesAlongAndBack() throws {
    let there = try ConversionTests.convert(try ConversionTests.read(Self.files), to: .structured)
    #expect(there.changes.isEmpty)
    let text = try #require(there.text["osa-sources.yml"])
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.changes.isEmpty)
    let flat = back.text.values.joined()
    #expect(Self.words.count == 20)
    for word in Self.words {
      #expect(said(word, in: text), "\(word) in\n\(text)")
      #expect(said(word, in: flat), "\(word) in\n\(back.text)")
    }
  }
}
