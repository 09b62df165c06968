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


@pytest.mark.parametrize("options, message", [
    ("optional=['nothing']", "no selected venv has an optional set `nothing`"),
    ("select=['nove']", "no venv is called `nove`"),
])
def test_what_is_not_there_fails(ansible, tree, nova, options, message):
    result = ansible.play([{"ansible.builtin.debug": {"msg": plan(tree(nova), options)}}])
    assert result.returncode != 0
    assert message in result.stdout + result.stderr
