import TestSupport

/// Deployments made by chance of every kind of flat variable, as roles, groups and users write them.
enum MadeDeployment {
  static let seeds = 0..<60

  /// The text of each file by its path; the same for the same state of `random`.
  static func files(_ random: inout SplitMix) -> [String: String] {
    var draw = Draw(random: random)
    defer { random = draw.random }
    var files: [String: String] = ["osa/global-requirement-pins.txt": "pip==9\n"]
    if draw.coin(50) { files["osa/requirements.txt"] = "# own\nansible>=2  # why\n" }
    for service in ["nova", "glance", "heat"] where draw.coin(80) {
      let path =
        draw.coin(50)
        ? "osa/playbooks/defaults/repo_packages/\(service).yml"
        : "osa/inventory/group_vars/\(service)_all/source_git.yml"
      files[path] = source(service, &draw)
      files["roles/os_\(service)/defaults/main.yml"] = role(service, &draw)
      if draw.coin(40) {
        files["roles/os_\(service)/vars/distro_install.yml"] =
          "\(service)_package_list: \"{{ \(service)_agent_distro_packages | d([]) }}\"\n"
      }
      if draw.coin(50) {
        let text = system(service, &draw)
        for name in ["ubuntu-16.04", "redhat-7"] where draw.coin(70) {
          files["roles/os_\(service)/vars/\(name).yml"] = text
        }
      }
    }
    if draw.coin(30) { files["roles/os_tempest/defaults/main.yml"] = tempest(&draw) }
    if draw.coin(50) {
      files["openstack_deploy/user_variables.yml"] =
        "nova_git_install_branch: my/branch\nheat_pip_packages: \(draw.list())\n"
    }
    if draw.coin(30) { files["roles/pip_install/defaults/main.yml"] = "pip_packages: \(draw.list())\n" }
    return files
  }

  /// What a group or `repo_packages` says about where a service comes from.
  private static func source(_ service: String, _ draw: inout Draw) -> String {
    var text = "\(service)_git_repo: https://h/\(service)\n\(service)_git_install_branch: \(draw.reference())\n"
    draw.add("\(service)_git_track_branch: master", 30, to: &text)
    draw.add("\(service)_git_project_group: \(service)_all", 40, to: &text)
    draw.add("\(service)_git_install_fragments: venvwithindex=True", 30, to: &text)
    draw.add("\(service)_git_package_name: open-\(service)", 20, to: &text)
    draw.add("\(service)_git_dest: /opt/\(service)", 20, to: &text)
    draw.add("\(service)_repo_plugins: [{path: contrib, package: \(service)-plug}]", 30, to: &text)
    draw.add("\(service)_git_repo_plugins: [{path: other, package: \(service)-more}]", 20, to: &text)
    draw.add("\(service)_git_fallback_repo: https://m/\(service)", 20, to: &text)
    return text
  }

  /// The defaults of a service's role: what its venv is made of.
  private static func role(_ service: String, _ draw: inout Draw) -> String {
    var text = ""
    draw.add("\(service)_role_project_group: \(service)_all", 50, to: &text)
    draw.add("\(service)_pip_packages: \(draw.list())", 100, to: &text)
    for (name, chance) in [
      ("requires_pip_packages", 40), ("optional_o_pip_packages", 40), ("user_pip_packages", 30),
      ("proprietary_p_pip_packages", 20), ("extra_pip_packages", 30), ("pip_common_packages", 20),
      ("pip_container_packages", 20),
    ] { draw.add("\(service)_\(name): \(draw.list())", chance, to: &text) }
    draw.add("\(service)_proprietary_z_pip_packages: []", 20, to: &text)
    draw.add("\(service)_venv_tag: \"17.0\"", 30, to: &text)
    draw.add("\(service)_developer_constraints: [\"a==1\"]", 30, to: &text)
    draw.add("\(service)_distro_packages: [git, curl]", 30, to: &text)
    draw.add("\(service)_agent_distro_packages: [\(service)-agent]", 30, to: &text)
    draw.add("\(service)_venv_python_executable: \(draw.pick(["python3", "/usr/bin/python3.9"]))", 30, to: &text)
    draw.add("\(service)_packages_to_symlink: [python3-libvirt]", 30, to: &text)
    draw.add("\(service)_pip_install_args: \"--pre --timeout 9\"", 30, to: &text)
    draw.add("\(service)_extra_plugins: [\(draw.plugin())]", 20, to: &text)
    if draw.coin(30) {
      text += "\(service)_upper_constraints_url: https://h/upper/\(service).txt\n"
      text += "\(service)_git_constraints: [\"--constraint {{ \(service)_upper_constraints_url }}\"]\n"
    } else {
      draw.add("\(service)_git_constraints: [\"--constraint https://h/c.txt\"]", 20, to: &text)
      draw.add("\(service)_upper_constraints_url: https://h/u.txt", 20, to: &text)
    }
    return text
  }

  /// What the files of the systems say of a role.
  private static func system(_ service: String, _ draw: inout Draw) -> String {
    var text = "\(service)_service_pip_dependencies: \(draw.list())\n"
    draw.add("\(service)_devel_distro_packages: [gcc]", 50, to: &text)
    return text
  }

  private static func tempest(_ draw: inout Draw) -> String {
    var text = "tempest_pip_packages: \(draw.list())\n"
    draw.add("tempest_plugins: [\(draw.plugin()), \(draw.plugin())]", 80, to: &text)
    return text
  }
}

/// Choices drawn from a generator.
private struct Draw {
  var random: SplitMix

  mutating func coin(_ chance: Int) -> Bool { random.next() % 100 < UInt64(chance) }
  mutating func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }

  mutating func add(_ line: String, _ chance: Int, to text: inout String) {
    if coin(chance) { text += line + "\n" }
  }

  mutating func reference() -> String {
    pick(["v1.2", "stable/x", "d5b82e107e46a8e29483c22f9713335f2e028939", "refs/changes/1/2/3", "x-eol"])
  }

  /// A flow list of one to three requirements.
  mutating func list() -> String {
    let entries = ["a>=1", "PyMySQL", "b[x,y]", "c ; python_version < '3'", "lxml!=4,<5", "oslo.log"]
    var drawn: [String] = []
    for _ in 0..<(1 + random.next() % 3) { drawn.append("\"\(pick(entries))\"") }
    return "[\(drawn.joined(separator: ", "))]"
  }

  /// A flow mapping that names one plugin as os_tempest does.
  mutating func plugin() -> String {
    let name = pick(["one", "two", "three"])
    return "{name: \(name)-plugin, repo: https://h/\(name), branch: \(reference())}"
  }
}
