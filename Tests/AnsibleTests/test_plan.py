# SPDX-License-Identifier: Apache-2.0
"""lookup('osa_sources', view='plan') in plays."""
import pytest

from deployments import SHA
from test_lookup import lookup

TARGET = "targets=['debian-12-x86_64']"


def plan(paths, options=""):
    return lookup(paths, f"view='plan', {TARGET}" + (options and ", " + options))


def test_the_plan_of_a_service(ansible, tree, nova):
    document = ansible.value(plan(tree(nova), "select=['nova']"))
    assert document["format"] == 1 and document["target"]["name"] == "debian-12-x86_64"
    assert [step["name"] for step in document["wheels"]] == ["nova"]
    assert document["fetch"][0]["commit"] == SHA
    venv = document["venvs"][0]
    assert venv["name"] == "nova" and venv["wheels"] == {"nova": document["wheels"][0]["digest"]}
    assert venv["python"]["version"] == "3.11"
    assert "nova" in venv["arguments"]


def test_the_play_decides_the_commit_and_the_python(ansible, tree, nova):
    other = "4bb8ff9ad664e832d78139e23f5933cca6054d35"
    paths = tree(nova)
    before = ansible.value(plan(paths))
    after = ansible.value(plan(paths, "python='3.13'"), variables={"nova_git_install_branch": other})
    assert after["fetch"][0]["commit"] == other
    assert after["wheels"][0]["python"] == "3.13"
    assert after["venvs"][0]["digest"] != before["venvs"][0]["digest"]


def test_a_list_that_the_play_has_templated_installs_the_same_wheel(ansible, tree, nova):
    paths = tree(nova)
    finished = [f"git+https://opendev.example/openstack/nova@{SHA}#egg=nova"]
    found = ansible.value(plan(paths), variables={"nova_pip_packages": finished})
    assert [step["name"] for step in found["wheels"]] == ["nova"]


def test_all_wheels_says_so(ansible, tree, nova):
    document = ansible.value(plan(tree(nova), "all_wheels=true"))
    assert document["options"]["all_wheels"] is True
    assert [step["kind"] for step in document["wheels"]] == ["source", "dependencies"]


INVENTORY = """[nova_all]
compute1
[glance_all]
[image:children]
glance_all
"""


def both(nova):
    return {**nova, "osa/osa-sources.yml": "format: 1\nvenvs:\n  nova: {groups: [nova_all]}\n"
            "  glance: {groups: [glance_all], install: [PyMySQL]}\n"}


@pytest.mark.parametrize("options, venvs", [
    ("", ["glance", "nova"]), ("use_inventory=true", ["nova"]), ("for_groups=['nova_all']", ["nova"]),
    ("for_hosts=['compute1']", ["nova"]),
])
def test_the_plays_inventory_selects(ansible, tree, nova, tmp_path, options, venvs):
    inventory = tmp_path / "hosts.ini"
    inventory.write_text(INVENTORY)
    document = ansible.value(plan(tree(both(nova)), options), inventory=inventory)
    assert [step["name"] for step in document["venvs"]] == venvs
    if options:
        assert document["venvs"][0]["hosts"] == ["compute1"]


def test_addresses_are_rewritten_and_commits_and_the_network_are_the_plays(ansible, tree, nova):
    paths = tree(nova)
    options = "rewrites=['https://opendev.example=https://mirror.example'], network=false"
    document = ansible.value(plan(paths, options))
    assert document["fetch"][0]["addresses"] == ["https://mirror.example/openstack/nova"]
    assert "--no-index" in document["venvs"][0]["arguments"]
    branch = ansible.value(plan(paths, f"commits={{'nova': '{SHA}'}}"), variables={"nova_git_install_branch": "master"})
    assert branch["fetch"][0]["commit"] == SHA and branch["fetch"][0]["reference"]["type"] == "branch"


def test_layers_of_sources_come_from_checkouts(ansible, tree, nova, tmp_path):
    folder = tmp_path / "fetched" / "requirements"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text(SHA + "\n")
    (folder / "upper-constraints.txt").write_text("PyMySQL===1.1.2\n")
    paths = tree({**nova, "osa/osa-sources.yml": "format: 1\nlayers:\n  upper: {source: requirements}\nsources:\n"
                  f"  requirements: {{git: 'https://h/r', commit: {SHA}}}\n"})
    before = ansible.value(plan(paths))["venvs"][0]
    after = ansible.value(plan(paths, f"checkouts='{tmp_path}/fetched'"))["venvs"][0]
    assert "PyMySQL===1.1.2" not in before["constraints"]["lines"]
    assert "PyMySQL===1.1.2" in after["constraints"]["lines"] and after["digest"] != before["digest"]


@pytest.mark.parametrize("options, message", [
    ("rewrites=['nonsense']", "a rewrite is not FROM=TO"), ("commits={'nova': 'master'}", "hexadecimal digits"),
    ("for_groups=['novas']", "has no group `novas`"), ("for_hosts=['compute9']", "has no host `compute9`"),
    ("optional=['nothing']", "no selected venv has an optional set `nothing`"),
    ("select=['nove']", "no venv is called `nove`"),
])
def test_what_is_not_there_fails(ansible, tree, nova, options, message):
    result = ansible.play([{"ansible.builtin.debug": {"msg": plan(tree(nova), options)}}])
    assert result.returncode != 0
    assert message in result.stdout + result.stderr
