# SPDX-License-Identifier: Apache-2.0
"""Which of a play's variables decide, and which its host merely has from its own groups."""
import json

import pytest

from test_lookup import lookup

FILES = {
    "osa/inventory/group_vars/nova_all/git.yml": (
        "nova_git_repo: https://h/nova\nnova_git_install_branch: all-1\n"),
    "osa/inventory/group_vars/nova_compute/git.yml": "nova_git_install_branch: compute-1\n",
    "roles/os_nova/defaults/main.yml": "nova_git_install_branch: master\n",
}
INVENTORY = "[nova_compute]\nc1\n[nova_all]\na1\n[nova_all:children]\nnova_compute\n[other]\nr1\n"


@pytest.fixture
def ask(ansible, tree, tmp_path):
    paths = tree(FILES)
    (tmp_path / "osa/inventory/hosts.ini").write_text(INVENTORY, encoding="utf-8")

    def run(*arguments, host="a1", options="", files=None, **play):
        if files:
            tree(files)
        value = ansible.value(
            lookup(paths, "view='sources'" + (options and ", " + options)), *arguments,
            inventory=tmp_path / "osa/inventory/hosts.ini", hosts=host, **play)
        return value["sources"]["nova"]

    run.paths, run.inventory, run.tree = paths, tmp_path / "osa/inventory/hosts.ini", tree
    return run


def compute(source):
    return next(scope for scope in source["scopes"] if scope["group"] == "nova_compute")


@pytest.mark.parametrize("host", ["a1", "c1", "r1"])
def test_every_host_gets_the_same_catalogue(ask, host):
    source = ask(host=host)
    assert source["reference"]["value"] == "all-1"
    assert source["origin"]["reference"]["level"] == "group_vars/nova_all"
    assert compute(source)["reference"]["value"] == "compute-1"


def test_hosts_asked_for_do_not_change_it(ask):
    source = ask(host="r1", options="hosts=['a1']")
    assert source["reference"]["value"] == "all-1"
    assert compute(source)["reference"]["value"] == "compute-1"


@pytest.mark.parametrize("host", ["a1", "r1"])
@pytest.mark.parametrize("value", ["master", "mine", "compute-1"])
def test_the_command_line_decides(ask, host, value):
    source = ask("-e", f"nova_git_install_branch={value}", host=host)
    assert source["reference"]["value"] == value
    origin = source["origin"]["reference"]
    assert origin["level"] == "caller"
    assert origin["shadowed"][0]["value"] == "all-1"


@pytest.mark.parametrize("host", ["a1", "r1"])
def test_overrides_of_single_members_decide(ask, host):
    overrides = json.dumps({"osa_sources_overrides": {"sources": {"nova": {"tag": "9"}}}})
    source = ask("-e", overrides, host=host)
    assert source["reference"] == {"type": "tag", "value": "9"}
    assert source["repository"] == "https://h/nova"
    assert source["origin"]["reference"]["level"] == "caller"


@pytest.mark.parametrize("host", ["a1", "r1"])
def test_the_structured_format_hides_group_vars(ansible, tree, tmp_path, host):
    paths = tree({**FILES, "openstack_deploy/osa-sources.yml": "format: 1\nsources: {nova: {tag: 30.0.0}}\n"})
    (tmp_path / "osa/inventory/hosts.ini").write_text(INVENTORY, encoding="utf-8")
    found = ansible.value(lookup(paths, "view='sources'"), inventory=tmp_path / "osa/inventory/hosts.ini", hosts=host)
    assert found["sources"]["nova"]["reference"] == {"type": "tag", "value": "30.0.0"}


def test_inside_the_role_its_defaults_are_no_decision(ansible, tree, tmp_path):
    target = tmp_path / "seen.json"
    paths = tree(FILES)
    tree({"roles/os_nova/tasks/main.yml": json.dumps([{"ansible.builtin.copy": {
        "content": lookup(paths, "view='sources'").replace(" }}", " | to_json }}"), "dest": str(target)}}])})
    (tmp_path / "osa/inventory/hosts.ini").write_text(INVENTORY, encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.import_role": {"name": "os_nova"}}], hosts="r1",
        inventory=tmp_path / "osa/inventory/hosts.ini", environment={"ANSIBLE_ROLES_PATH": str(tmp_path / "roles")})
    assert result.returncode == 0, result.stdout + result.stderr
    source = json.loads(target.read_text(encoding="utf-8"))["sources"]["nova"]
    assert source["reference"]["value"] == "all-1"


def test_what_the_play_cannot_template_fails(ansible, ask):
    result = ansible.play(
        [{"ansible.builtin.debug": {"msg": lookup(ask.paths, "view='sources'")}}],
        "-e", json.dumps({"nova_git_repo": "{{ undefinedthing }}/x"}), hosts="r1", inventory=ask.inventory)
    output = result.stdout + result.stderr
    assert result.returncode != 0 and "undefinedthing" in output and "OSA101" in output


@pytest.mark.parametrize("value", [2023.10, True])
def test_a_number_on_the_command_line_is_refused(ansible, ask, value):
    result = ansible.play(
        [{"ansible.builtin.debug": {"msg": lookup(ask.paths, "view='sources'")}}],
        "-e", json.dumps({"nova_git_install_branch": value}), hosts="a1", inventory=ask.inventory)
    output = result.stdout + result.stderr
    assert result.returncode != 0 and "OSA103" in output


def test_a_reference_that_yaml_retyped_elsewhere_is_refused(ansible, ask):
    ask.tree({
        "osa/inventory/group_vars/all/all.yml": "release: 2023.10\n",
        "osa/inventory/group_vars/nova_all/git.yml":
            "nova_git_repo: https://h/nova\nnova_git_install_branch: 'stable/{{ release }}'\n"})
    result = ansible.play(
        [{"ansible.builtin.debug": {"msg": lookup(ask.paths, "view='sources'")}}], hosts="a1", inventory=ask.inventory)
    output = result.stdout + result.stderr
    assert result.returncode != 0 and "OSA103" in output and "all.yml:1:10" in output


def test_what_only_ansible_can_template_is_templated_outside_the_role_too(ansible, tree, tmp_path):
    defaults = """
driver: memcached
_package: "{% set found = namespace(name='python-' ~ driver) %}{{ found.name }}"
nova_git_repo: https://h/nova
nova_git_install_branch: v1
nova_pip_packages:
  - "{{ _package }}"
  - "{{ (groups['other'] | length > 0) | ternary('for-others', 'none') }}"
  - "{{ ('s3' in stores | default(['file'])) | ternary('boto3', '') }}"
  - "nova[{{ extras | default(['a', 'b', 'a']) | unique | join(',') }}] @ git+{{ nova_git_repo }}@{{ nova_git_install_branch }}"
  - "{{ ansible_facts['architecture'] | lower }}"
  - "{% if stores | default([]) | length > 5 %}many{% endif %}"
nova_user_pip_packages: "{% if stores | default([]) | length > 5 %}many{% endif %}"
"""
    paths = tree({"roles/os_nova/defaults/main.yml": defaults})
    inventory = tmp_path / "hosts.ini"
    inventory.write_text(INVENTORY, encoding="utf-8")
    found = ansible.value(
        lookup(paths), inventory=inventory, hosts="r1", variables={"driver": "redis", "stores": ["s3"]})
    requirements = found["venvs"]["nova"]["requirements"]
    assert [entry["requirement"] for entry in requirements] == [
        "python-redis", "for-others", "boto3", "nova[a,b] @ git+https://h/nova@v1", "{{ ansible_facts['architecture'] | lower }}"]
    assert [bool(entry.get("unresolved")) for entry in requirements] == [False, False, False, False, True]
    assert requirements[3]["source"] == "nova"
    assert not found["venvs"]["nova"].get("user")
