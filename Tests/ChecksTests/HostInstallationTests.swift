import Testing

@testable import Checks

@Suite struct HostInstallationTests {
  private func context(_ files: [String: String], at path: String) throws -> CheckContext {
    try ChecksTests.context(files, paths: [path])
  }

  private func found(_ tasks: String, at path: String = "roles/os_a/tasks/main.yml") throws -> [String] {
    try places(HostInstallation.self, [path: tasks])
  }

  @Test func tasksInEveryPlaceAreFound() throws {
    let tasks = """
      - name: plain
        pip: name=x
      - block:
          - ansible.builtin.pip:
              name: x
        rescue:
          - pip: {name: y, state: latest}
        always:
          - ansible.legacy.pip: {name: z}
          - pip: {name: z, executable: pip3}
          - pip: {name: z, executable: /usr/local/bin/pip3.12}
      """
    #expect(try found(tasks).map { String($0.suffix(2)) } == [":2", ":4", ":7", ":9", "10", "11"])
    let play = "- hosts: all\n  pre_tasks:\n    - pip: {name: x}\n  tasks:\n    - pip: {name: x}\n"
    #expect(try found(play, at: "osa/playbooks/x.yml").count == 2)
  }

  @Test(arguments: [
    "- pip: {name: x, virtualenv: /v}", "- pip: {name: x, executable: \"{{ venv }}/bin/pip\"}",
    "- pip: name=x virtualenv=/v", "- pip: {name: x}\n  args: {virtualenv: /v}", "- pip: {name: x, state: absent}",
    "- pip: {name: x, extra_args: --target /opt/x}",
    "- module_defaults: {pip: {virtualenv: /v}}\n  block:\n    - pip: {name: x}",
    "- pip: \"{{ arguments }}\"", "- pip:\n  args: \"{{ arguments }}\"", "- pip: {<<: {virtualenv: /v}, name: x}",
    "- debug: {msg: \"pip: x\"}", "- set_fact: {pip: {name: x}}", "pip: {name: x}", "- [pip: x]", "- pip: {name: [",
  ])
  func whatIsNoneIsNotFound(tasks: String) throws {
    #expect(try found(tasks).isEmpty)
  }

  /// However the module is called.
  @Test(arguments: [
    "- local_action: pip name=x", "- local_action: {module: pip, name: x}", "- action: pip name=x state=latest",
    "- action: ansible.builtin.pip name=x", "- action: {module: ansible.legacy.pip, name: x}",
    "- local_action: {module: command, cmd: pip install x}", "- local_action: command pip install x",
    "- action:\n    module: pip name=x", "- \"pip\": {name: x}", "- 'ansible.builtin.pip': {name: x}",
    "- ? pip\n  : name: x", "- command: pip install x", "- shell: pip3 install -U x",
    "- ansible.builtin.command: /usr/bin/pip3.12 --isolated install x",
    "- command: {argv: [python3, -m, pip, install, x]}", "- command: {cmd: /usr/bin/python3 -I -m pip install x}",
    "- shell: |\n    cd /tmp\n    sudo -H pip install x", "- shell: cd /x && http_proxy=http://p pip install x || true",
    "- shell: if true; then pip install x; fi", "- raw: pip install x",
    "- command: pip install x\n  args: {chdir: /srv}",
    "- args: {cmd: pip install x}\n  command:", "- command: uv pip install --system x",
    "- pip: {name: x, executable: /usr/bin/pip}", "- pip: {name: x, chdir: /srv}",
    "- pip: {name: x}\n  environment: {https_proxy: p, PATH: \"/usr/local/bin:{{ ansible_env.PATH }}\"}",
    "- pip: {name: x}\n  vars: {ansible_python_interpreter: /usr/bin/python3}",
    "- pip: {name: x}\n  vars: {ansible_python_interpreter: \"{{ ansible_python['executable'] }}\"}",
    "- environment: \"{{ proxies }}\"\n  block:\n    - pip: {name: x}",
  ])
  func everyWayToInstallOnTheHostIsFound(tasks: String) throws { #expect(try found(tasks).count == 1) }

  @Test(arguments: [
    "- local_action: pip name=x virtualenv=/v", "- local_action: {module: pip, name: x, virtualenv: /v}",
    "- action: pip name=x\n  args: {virtualenv: /v}", "- action: {module: debug, msg: pip}", "- action: \"{{ pip }}\"",
    "- pip: {name: x, virtualenv_command: python3 -m venv}", "- pip: {name: x, executable: bin/pip, chdir: /v}",
    "- pip: {name: x}\n  vars: {ansible_python_interpreter: /v/bin/python}",
    "- pip: {name: x}\n  vars: {ansible_python_interpreter: \"{{ nova_bin }}/python\"}",
    "- pip: {name: x}\n  environment: {PATH: \"/v/bin:{{ ansible_env.PATH }}\"}",
    "- pip: {name: x}\n  environment: [{A: b}, {VIRTUAL_ENV: /v}]",
    "- environment: {PATH: \"{{ venv }}/bin:/usr/bin\"}\n  block:\n    - pip: {name: x}\n    - shell: pip install x",
    "- hosts: all\n  vars: {ansible_python_interpreter: /v/bin/python}\n  tasks:\n    - pip: {name: x}",
    "- module_defaults: {ansible.builtin.pip: {executable: /v/bin/pip}}\n  block:\n    - pip: {name: x}",
    "- command: /v/bin/pip install x", "- command: \"{{ v }}/bin/pip install x\"",
    "- command: bin/pip install x\n  args: {chdir: /v}",
    "- shell: . /v/bin/activate && pip install x", "- shell: source /v/bin/activate; pip install x",
    "- shell: PATH=/v/bin:$PATH pip install x", "- shell: |\n    export VIRTUAL_ENV=/v\n    pip install x",
    "- command: pip install --target /x y", "- command: pip install --prefix=/x y",
    "- command: pip --python /v install x",
    "- command: pip uninstall x", "- command: pip download x", "- command: pip --version", "- command: apt install pip",
    "- command: chroot /x pip install y", "- command: docker exec c pip install y", "- command: uv pip install x",
    "- shell: echo 'pip install x'", "- command: echo \"pip install x\"", "- command: \"{{ pip_command }} install x\"",
    "- pip: name=x state=absent", "- vars: {pip: {name: x}}\n  debug:", "- name: pip install x\n  debug:",
  ])
  func whatIsInAVenvOrNoInstallationIsNotFound(tasks: String) throws { #expect(try found(tasks).isEmpty) }

  @Test func onlyTasksAreLookedAt() throws {
    let task = "- pip: {name: x}\n"
    for path in ["roles/os_a/tests/tasks/x.yml", "roles/os_a/molecule/default/tasks/x.yml", "roles/os_a/files/x.yml"] {
      #expect(try found(task, at: path).isEmpty, "\(path)")
    }
    #expect(try found(task, at: "roles/os_a/handlers/main.yml").count == 1)
  }

  @Test func aTaskFileByItselfIsNoVariableFile() throws {
    let context = try ChecksTests.context(
      ["roles/os_a/tasks/main.yml": "- pip: {name: x}\n"], paths: ["roles/os_a/tasks/main.yml"])
    #expect(CheckRegistry.run(in: context).map(place) == ["OSA128 main.yml:1"])
    let play = ["osa/playbooks/common-playbooks/a.yml": "- hosts: a\n  tasks:\n    - pip: {name: x}\n"]
    let alone = try self.context(play, at: "osa/playbooks/common-playbooks/a.yml")
    #expect(CheckRegistry.run(in: alone).map(place) == ["OSA128 a.yml:3"])
    let variables = ["osa/playbooks/defaults/a.yml": "a_git_repo: https://h//a\n"]
    let file = try self.context(variables, at: "osa/playbooks/defaults/a.yml")
    #expect(CheckRegistry.run(in: file).map(place).contains("OSA122 a.yml:1"))
  }
}
