import Testing

@testable import Checks

@Suite struct HostInstallationTests {
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

  @Test func onlyTasksAreLookedAt() throws {
    let task = "- pip: {name: x}\n"
    for path in ["roles/os_a/tests/tasks/x.yml", "roles/os_a/molecule/default/tasks/x.yml", "roles/os_a/files/x.yml"] {
      #expect(try found(task, at: path).isEmpty, "\(path)")
    }
    #expect(try found(task, at: "roles/os_a/handlers/main.yml").count == 1)
  }

  @Test func aTaskFileByItselfIsNoVariableFile() throws {
    let context = try context(
      ["roles/os_a/tasks/main.yml": "- pip: {name: x}\n"], paths: ["roles/os_a/tasks/main.yml"])
    #expect(CheckRegistry.run(in: context).map(place) == ["OSA128 main.yml:1"])
  }
}
