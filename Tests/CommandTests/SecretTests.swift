import Foundation
import TestSupport
import Testing

/// A secret that stands in every place that can hold one must be in no byte that any command prints.
@Suite struct SecretTests {
  static let secret = "hunter2canary"
  private static let address = "https://deployer:\(secret)@git.example/openstack"
  private static let sha = "d5b82e107e46a8e29483c22f9713335f2e028939"

  private func deployment() throws -> TemporaryFolder {
    let (address, secret) = (Self.address, Self.secret)
    return try TemporaryFolder([
      "osa/inventory/group_vars/all/all.yml": "base_url: \(address)\n",
      "osa/inventory/group_vars/nova_all/source_git.yml": """
      nova_git_repo: "{{ base_url }}/nova"
      nova_git_install_branch: \(Self.sha)
      nova_git_track_branch: \(address)
      glance_git_repo: \(address)//glance
      glance_git_install_branch: \(address)
      twice_git_repo: \(address)/one
      twice_git_install_branch: master
      open_git_repo: http://\(secret)@git.example/open
      open_git_install_branch: "{{ lookup('env', 'X') ~ '\(address)' }}"
      """,
      "osa/inventory/group_vars/nova_all/twice.yml": "twice_git_repo: \(address)/two\n",
      "osa/global-requirement-pins.txt": "a @ \(address)/a.zip\n--extra-index-url \(address)\nbad line \(address)\n",
      "roles/os_nova/defaults/main.yml": """
      nova_git_repo: \(address)/default
      nova_git_install_branch: master
      nova_upper_constraints_url: \(address)/upper.txt
      nova_git_constraints: ["--constraint {{ nova_upper_constraints_url }}", "b @ \(address)/b.zip"]
      nova_pip_packages:
        - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"
        - "git+\(address)/inline@main#egg=inline"
        - "c @ \(address)/c.zip"
        - "--index-url \(address)"
        - "git+{{ unknown | filter('\(address)') }}"
      nova_venv_python_executable: \(address)/python3
      nova_distro_packages: ["\(address)"]
      nova_packages_to_symlink: ["\(address)"]
      nova_pip_install_args: "--password \(secret) --config-settings=token=\(secret) -i https://h/simple?\(secret)"
      """,
      "osa-sources.yml": """
      format: 1
      series: \(address)
      hosts: {mine: "\(address)"}
      layers:
        pins: {lines: ["d @ \(address)/d.zip"]}
        service: {url: "https://h/service.txt?token=\(secret)"}
        extra: {file: "\(address)"}
        source: {source: tool, path: "\(address)"}
      sources:
        tool:
          git: "mine:tool"
          mirrors: ["\(address)/m", "https://h/m?private_token=\(secret)&x=1", "https://h/m?\(secret)&jwt=\(secret)"]
          tag: "\(address)"
          track: {branch: "\(address)"}
          distribution: "\(address)"
          subdirectory: "\(address)"
          extras: ["\(address)"]
          groups: ["\(address)"]
          patches: ["\(address)"]
        tarball: {archive: {x86_64: {url: "https://h/t.tar.gz?sig=\(secret)&Policy=\(secret)&id=\(secret)", sha256: "\(address)"}}}
        folder: {path: "\(address)"}
        wrong: {gti: "\(address)", commit: "\(address)"}
      venvs:
        tool:
          groups: ["\(address)"]
          python: "\(address)"
          install: [tool, tarball, folder, "e @ \(address)/e.zip", "q @ https://h/q.zip?st=\(secret)"]
          optional: {more: ["f @ \(address)/f.zip"]}
          user: ["g @ \(address)/g.zip"]
          constraints: ["--constraint \(address)/c.txt", "h @ \(address)/h.zip", "\(address)"]
          distro_packages: {build: {any: ["\(address)"]}, runtime: {debian: ["\(address)"]}}
          system_packages: ["\(address)"]
          environment: {platform_release: "\(address)"}
      """,
      "hosts": "[nova_all]\nn1 ansible_password=\(secret)\n",
    ])
  }

  static let commands: [[String]] = [
    ["catalogue"], ["catalogue", "--format", "json"], ["explain", "nova"], ["explain", "tool"], ["explain", "glance"],
    ["explain", "open"], ["explain", "inline"], ["explain", "tarball"], ["explain", "nova", "--format", "json"],
    ["check"], ["check", "--format", "json"], ["check", "--diagnostics", "concise"],
    ["check", "--diagnostics", "github"], ["check", "--diagnostics", "sarif"],
    ["check", "--write-baseline", "/dev/stdout"],
    ["check", "--inventory", "hosts"], ["plan", "--target", "debian-12-x86_64"],
    ["plan", "--target", "debian-12-x86_64", "--format", "json", "--all-wheels", "--optional", "all"],
    ["plan", "--target", "debian-12-x86_64", "--format", "json", "--diagnostics", "sarif"],
    ["plan", "--target", "debian-12-x86_64", "--format", "json", "--host", "n1", "--inventory", "hosts"],
    ["plan", "--format", "json", "--target", "debian-12-x86_64", "--rewrite", "https://git.example=\(address)"],
    ["plan", "--target", "debian-12-x86_64", "--rewrite", address], ["plan", "--target", address],
    ["plan", "--target", "debian-12-x86_64", "--commit", "nova=\(address)"],
    ["catalogue", "--set", "nova_git_repo=\(address)"], ["catalogue", "--set", address],
  ]

  @Test(arguments: commands)
  func noCommandPrintsIt(command: [String]) throws {
    let folder = try deployment()
    let seen = try Program(
      CommandTests.program, command + ["osa", "roles", "osa-sources.yml"], in: folder.path,
      environment: ["NO_COLOR": "1", "GITHUB_ACTIONS": ""])
    #expect(!(seen.output + seen.errors).isEmpty)
    #expect(
      !seen.output.contains(Self.secret), "\(lines(of: seen.output))")
    #expect(!seen.errors.contains(Self.secret), "\(lines(of: seen.errors))")
  }

  private func lines(of text: String) -> [Substring] { text.split(separator: "\n").filter { $0.contains(Self.secret) } }
}
