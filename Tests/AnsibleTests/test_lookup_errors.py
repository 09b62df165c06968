# SPDX-License-Identifier: Apache-2.0
"""What a play is told when something is wrong: file, line and column, and never a traceback."""
import pytest

from test_lookup import lookup


def failure(ansible, expression, **play):
    result = ansible.play([{"ansible.builtin.debug": {"msg": expression}}], **play)
    assert result.returncode != 0, result.stdout
    text = " ".join((result.stdout + result.stderr).split())
    assert "Traceback" not in text and "unhandled exception" not in text
    return text


def test_a_file_that_ansible_refuses(ansible, tree, nova):
    nova["openstack_deploy/user_variables.yml"] = "nova_git_repo: [\n"
    text = failure(ansible, lookup(tree(nova)))
    assert "openstack_deploy/user_variables.yml:2:1" in text
    assert "OSA010" in text


@pytest.mark.parametrize("written, seen", [("2023.10", "2023.1"), ("0123456", "42798")])
def test_a_reference_that_yaml_retypes(ansible, tree, nova, written, seen):
    nova["openstack_deploy/user_variables.yml"] = f"nova_git_install_branch: {written}\n"
    text = failure(ansible, lookup(tree(nova)))
    assert "openstack_deploy/user_variables.yml:1:26" in text
    assert f"`{written}`" in text and f"`{seen}`" in text and "OSA103" in text


def test_without_strict_a_finding_is_a_warning_and_the_value_is_unusable(ansible, tree, nova):
    nova["openstack_deploy/user_variables.yml"] = "nova_git_install_branch: 2023.10\n"
    paths = tree(nova)
    result = ansible.play([{"ansible.builtin.debug": {
        "msg": "{{ (%s).sources.nova.reference.type }}" % lookup(paths, "strict=false")[2:-2]}}])
    assert result.returncode == 0, result.stdout + result.stderr
    assert "unresolved" in result.stdout
    assert "OSA103" in " ".join(result.stderr.split())


@pytest.mark.parametrize("options, words", [
    ("wiew='sources'", ["unknown option wiew", "view"]),
    ("view='sorces'", ["sorces"]),
    ("select=['nvoa']", ["nvoa", "nova"]),
    ("strict='maybe'", ["the option strict is 'maybe', which is no boolean"]),
    ("hosts=['nowhere']", ["nowhere", "neither a host nor a group"]),
])
def test_wrong_options(ansible, tree, nova, options, words):
    text = failure(ansible, lookup(tree(nova), options))
    assert all(word in text for word in words), text


def test_a_path_that_does_not_exist(ansible):
    assert "/nowhere/at/all" in failure(ansible, lookup(["/nowhere/at/all"]))


def test_no_path_at_all(ansible):
    assert "give at least one path" in failure(ansible, "{{ lookup('osa_sources') }}")


@pytest.mark.parametrize("term", ["none", "''", "5", "{'a': 1}"])
def test_what_is_no_path(ansible, term):
    assert "osa_sources: a path is needed, not" in failure(ansible, "{{ lookup('osa_sources', %s) }}" % term)


def test_a_warning_is_told_once_however_many_hosts_ask(ansible, tree, nova, tmp_path):
    nova["osa/inventory/group_vars/glance_all/source_git.yml"] = "glance_git_repo: https://opendev.example/glance\n"
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[many]\nhost[01:08]\n", encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.debug": {"msg": "{{ (%s).sources | length }}" % lookup(tree(nova), "view='sources'")[2:-2]}}],
        "--forks", "8", inventory=inventory, hosts="many")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "".join((result.stdout + result.stderr).split()).count("OSA105") == 1


def test_the_next_run_is_told_again(ansible, tree, nova):
    nova["osa/inventory/group_vars/glance_all/source_git.yml"] = "glance_git_repo: https://opendev.example/glance\n"
    paths = tree(nova)
    for _ in range(2):
        result = ansible.play([{"ansible.builtin.debug": {"msg": lookup(paths, "view='sources'")}}])
        assert "OSA105" in "".join((result.stdout + result.stderr).split())


def test_warnings_go_through_display(ansible, tree, nova):
    nova["osa/inventory/group_vars/glance_all/source_git.yml"] = "glance_git_repo: https://opendev.example/glance\n"
    result = ansible.play([{"ansible.builtin.debug": {"msg": lookup(tree(nova), "view='sources'")}}])
    assert result.returncode == 0, result.stdout + result.stderr
    # Display folds lines wherever the terminal ends.
    text = "".join((result.stdout + result.stderr).split())
    assert "[WARNING]" in text and "glance_all/source_git.yml:1:18" in text and "OSA105" in text


def test_a_missing_library_is_the_familiar_message(ansible, tree, nova):
    text = failure(ansible, lookup(tree(nova)), environment={"OSA_SOURCES_LIBRARY": "/nowhere/libosa_sources.so"})
    assert "/nowhere/libosa_sources.so" in text


def test_a_variable_that_refers_to_itself_is_named(ansible, tree, nova):
    text = failure(ansible, lookup(tree(nova)), variables={"nova_git_repo": "{{ nova_git_repo }}"})
    assert "the variable nova_git_repo cannot be templated" in text
    assert "recursive loop" in text.lower()


def test_what_a_source_refuses_is_told_to_who_selects_it(ansible, tree, nova):
    text = failure(
        ansible, lookup(tree(nova), "view='sources', select=['nova']"), variables={"nova_git_install_branch": ["a"]})
    assert "the play's variables: `nova_git_install_branch` is a list, not a string [OSA108]" in text


@pytest.mark.parametrize("overrides", ["{{ nowhere }}", {"sources": {"nova": {"branch": "{{ nowhere }}"}}}])
def test_overrides_that_the_play_cannot_template_are_not_lost(ansible, tree, nova, overrides):
    text = failure(
        ansible, lookup(tree(nova), "view='sources', select=['nova']"), variables={"osa_sources_overrides": overrides})
    assert "nowhere" in text and "OSA101" in text


def test_an_entry_that_the_play_cannot_template_is_an_error(ansible, tree, nova):
    text = failure(ansible, lookup(tree(nova)), variables={"nova_pip_packages": ["a", "{{ nowhere }}"]})
    assert "`nova_pip_packages` stays as it is written" in text and "OSA101" in text


def test_an_error_is_told_once(ansible, tree, nova):
    text = failure(ansible, lookup(tree(nova)), variables={"osa_sources_overrides": {"sources": []}})
    assert "the play's variables: `sources` is a list" in text
    assert "<caller>" not in text


def test_a_python_without_quotes_loses_no_digit(ansible, tree, nova):
    text = failure(ansible, lookup(tree(nova), "view='constraints', python=3.10"))
    assert "python='3.10'" in text
