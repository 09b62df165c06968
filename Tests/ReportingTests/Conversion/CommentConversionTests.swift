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

  private func structured(_ files: [String: String]) throws -> String {
    let text = try ConversionTests.convert(try ConversionTests.read(files), to: .structured).text["osa-sources.yml"]
    return try #require(text)
  }

  @Test func commentsAtTheEndOfAListStayInIt() throws {
    let files = [
      "roles/os_x/defaults/main.yml": """
      x_pip_packages:
        - a
        # - b

      # next
      x_venv_tag: t
      """,
      "osa/global-requirement-pins.txt": "pip==1\n# the end\n",
      "osa/requirements.txt": "six\n# its end\n",
    ]
    let text = try structured(files)
    #expect(text.contains("      - a\n      # - b\n"))
    #expect(text.contains("      - \"pip==1\"\n      # the end\n"))
    #expect(text.contains("  - six\n  # its end\n"))
    #expect(text.contains("    # next\n    tag:"))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
    let back = try ConversionTests.convert(try ConversionTests.read(["osa/osa-sources.yml": text]), to: .flat)
    #expect(back.text["roles/os_x/defaults/main.yml"]?.contains("  - a\n  # - b\n") == true)
    #expect(back.text["global-requirement-pins.txt"] == "pip==1\n# the end\n")
    #expect(back.text["requirements.txt"] == "six\n# its end\n")
  }

  @Test func commentsOfHiddenSettingsAreKept() throws {
    let text = try structured([
      "osa/group_vars/x_all.yml": "x_venv_tag: group\n",
      "roles/os_x/defaults/main.yml":
        "# note-above\nx_venv_tag: role  # note-behind\n# note-list\nx_pip_packages: [a]\n",
      "openstack_deploy/user_variables.yml": "x_pip_packages: [b]\n",
    ])
    for word in ["note-above", "note-behind", "note-list"] { #expect(text.contains("# \(word)\n"), "\(text)") }
  }

  /// The same words may be true of several; only what stands at the head of files is a licence.
  @Test func repeatedNotesAreToldEachTime() throws {
    let licence = "# Copyright one\n#\n# Licensed so\n\n"
    let note = "# see https://h/bug\n# line two\n"
    func source(_ name: String) -> String {
      note + "\(name)_git_repo: https://h/\(name)\n\(name)_git_install_branch: m\n"
    }
    let text = try structured([
      "osa/inventory/group_vars/a_all/s.yml": licence + source("a") + source("b"),
      "osa/inventory/group_vars/c_all/s.yml": licence + source("c"),
    ])
    #expect(text.split(separator: "\n").filter { $0.hasSuffix("# line two") }.count == 3)
    #expect(text.split(separator: "\n").filter { $0.hasSuffix("# Copyright one") }.count == 1)
    #expect(text.split(separator: "\n").filter { $0.hasSuffix("# Licensed so") }.count == 1)
  }

  /// Whatever stands in a comment or template, it stays a comment.
  @Test func aCommentEndsWithItsLine() throws {
    let text = try structured([
      "osa/inventory/group_vars/all/s.yml":
        "r: m\nx_git_repo: https://h/x  # a\u{2028}b: c\u{85}d: e\rf: g\n"
        + "x_git_install_branch: |-\n  {{ r\n  }}\nx_pip_packages:\n  - a  # b\u{2029}c: d\n"
    ])
    #expect(text.contains("git: \"https://h/x\"  # a b: c d: e f: g\n"))
    #expect(text.contains("branch: m  # was {{ r }}\n") || text.contains("branch: \"m\"  # was {{ r }}\n"))
    #expect(try ConversionTests.read(["osa/osa-sources.yml": text]).catalogue.sources["x"] != nil)
  }

  @Test func aQuoteInAQuotedTextEndsNoComment() throws {
    let files = [
      "osa/inventory/group_vars/all/s.yml": "x_git_repo: \"https://h/x\\\"a #b\" # real\nx_git_install_branch: m\n"
    ]
    let text = try structured(files)
    #expect(text.contains("  # real\n") && !text.contains("b\" # real\n  #"))
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  private static let document = """
    format: 1
    # note-series
    series: "2026.1"  # note-series-beside
    variables:
      # note-variable
      v: "{{ lookup('env', 'X') }}"  # note-variable-beside

    hosts:
      # note-host
      h: "https://h"  # note-host-beside

    layers:
      # note-layer
      own:
        url: "https://h/own.txt"  # note-layer-beside

    sources:

      # note-archive
      arc:
        archive:
          url: "https://h/a.tar.gz"  # note-archive-url
          # note-sum
          sha256: "\(String(repeating: "a", count: 64))"  # note-sum-beside
        # note-groups
        groups: [all]  # note-groups-beside

      # note-other
      other:
        alias: nova  # note-alias
        groups: [all]

      # note-nova
      nova:
        git: "h:nova"  # note-git
        branch: "{{ v }}"
        # note-mirrors
        mirrors:
          # note-mirror
          - "https://m/nova"  # note-mirror-beside
        # note-name
        package_name: nova  # note-name-beside
        # note-folder
        subdirectory: sub  # note-folder-beside
        # note-destination
        destination: "/opt"  # note-destination-beside
        # note-extras
        extras:
          - x
        # note-plugins
        plugins:
          # note-plugin
          - {path: "p", package: "q"}  # note-plugin-beside
        # note-patches
        patches:
          - "p.patch"  # note-patch
        # note-enabled
        enabled: false  # note-enabled-beside
        groups:
          - a_all
          # note-group
          - b_all

    venvs:

      nova:
        groups: [a_all]
        install:
          - six
        # note-adjust
        adjust:
          remove:
            - six  # note-removed
        environment:
          # note-environment
          sys_platform: "linux"  # note-environment-beside

    requirements:
      # note-requirement
      - six

    """

  @Test func everyMemberOfADocumentKeepsItsComments() throws {
    let text = try structured(["osa/osa-sources.yml": Self.document])
    let words = Self.document.split { !($0.isLetter || $0 == "-") }.map(String.init).filter { $0.hasPrefix("note-") }
    #expect(words.count == 41)
    for word in words { #expect(said(word, in: text), "\(word) in\n\(text)") }
    #expect(try structured(["osa/osa-sources.yml": text]) == text)
  }

  /// What flat variables say beside the repository.
  @Test func everyFlatMemberKeepsItsComments() throws {
    let suffixes = ["fallback_repo: [https://m/x]", "package_name: x", "dest: /opt/x", "install_fragments: a=b"]
    let members = suffixes.enumerated().map { "# note-\($0)\nx_git_\($1)  # beside-\($0)\n" }
    let files = [
      "osa/inventory/group_vars/all/s.yml":
        "x_git_repo: https://h/x\nx_git_install_branch: m\n" + members.joined()
        + "# note-group\nx_git_project_group: x_all  # beside-group\n"
        + "# note-plugins\nx_repo_plugins:\n  # note-plugin\n  - {path: p, package: q}  # beside-plugin\n"
    ]
    let text = try structured(files)
    let back = try ConversionTests.convert(try ConversionTests.read(files), to: .flat)
    let flat = back.text.values.joined()
    for word in (0..<4).flatMap({ ["note-\($0)", "beside-\($0)"] })
      + ["note-group", "beside-group", "note-plugins", "note-plugin", "beside-plugin"]
    {
      #expect(said(word, in: text), "\(word) in\n\(text)")
      #expect(said(word, in: flat), "\(word) in\n\(flat)")
    }
  }
}
