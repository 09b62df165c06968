# SPDX-License-Identifier: Apache-2.0
"""lookup('osa_sources') in plays: what it returns, and which variables it sees."""
import json
import subprocess

import pytest

from deployments import ROOT, SHA

MASTER = ROOT.parent / "shared/data/trees/master-2026-07.tar.xz"


def lookup(paths, options="", name="osa_sources"):
    return "{{ lookup(%r, %s%s) }}" % (name, ", ".join(repr(path) for path in paths), options and ", " + options)


def test_one_dict_with_the_place_of_every_value(ansible, tree, nova):
    document = ansible.value(lookup(tree(nova)))
    source = document["sources"]["nova"]
    assert source["repository"] == "https://opendev.example/openstack/nova"
    assert source["reference"] == {"type": "commit", "value": SHA}
    assert source["track"] is None
    assert source["groups"] == ["nova_all"]
    origin = source["origin"]["reference"]
    assert (origin["file"], origin["line"], origin["column"]) == ("inventory/group_vars/nova_all/source_git.yml", 3, 26)
    assert [(other["file"], other["line"], other["value"]) for other in origin["shadowed"]] == [
        ("os_nova/defaults/main.yml", 3, "master")]
    requirement = document["venvs"]["nova"]["requirements"][0]
    assert requirement["requirement"] == f"git+https://opendev.example/openstack/nova@{SHA}#egg=nova"
    assert requirement["source"] == "nova"


@pytest.mark.parametrize("name", ["osa_sources", "osa.sources.osa_sources"])
def test_by_short_name_and_as_collection(ansible, tree, nova, name):
    assert list(ansible.value(lookup(tree(nova), "view='sources'", name))["sources"]) == ["nova"]


def test_query_gives_a_list_of_one_and_with_items_loop(ansible, tree, nova):
    paths = tree(nova)
    assert len(ansible.value(lookup(paths).replace("lookup", "query"))) == 1
    result = ansible.play([
        {"ansible.builtin.debug": {"msg": "{{ item.sources | list }}"}, "with_osa.sources.osa_sources": paths}])
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nova" in result.stdout


def test_the_plays_variables_win_and_are_templated(ansible, tree, nova):
    found = ansible.value(
        lookup(tree(nova), "view='sources'"),
        variables={"mirror": "https://mirror.example", "nova_git_repo": "{{ mirror }}/{{ inventory_hostname }}/nova"})
    source = found["sources"]["nova"]
    assert source["repository"] == "https://mirror.example/localhost/nova"
    assert source["origin"]["repository"]["level"] == "caller"
    assert [other["level"] for other in source["origin"]["repository"]["shadowed"]] == [
        "group_vars/nova_all", "role defaults"]
    assert source["reference"]["value"] == SHA


def test_a_variable_that_a_file_refers_to_is_taken_from_the_play(ansible, tree, nova):
    found = ansible.value(
        lookup(tree(nova), "view='sources'"), "-e", "openstack_opendev_base_url=https://mirror.example")
    source = found["sources"]["nova"]
    assert source["repository"] == "https://mirror.example/openstack/nova"
    assert source["origin"]["repository"]["file"] == "inventory/group_vars/nova_all/source_git.yml"


def test_a_value_that_the_play_took_from_the_file_keeps_its_place(ansible, tree, nova, tmp_path):
    paths = tree(nova)
    inventory = tmp_path / "osa/inventory/hosts.ini"
    inventory.write_text("[nova_all]\nlocalhost\n", encoding="utf-8")
    found = ansible.value(lookup(paths, "view='sources'"), inventory=inventory, hosts="nova_all")
    origin = found["sources"]["nova"]["origin"]["repository"]
    assert (origin["file"], origin["line"], origin["level"]) == (
        "inventory/group_vars/nova_all/source_git.yml", 2, "group_vars/nova_all")
    assert found["sources"]["nova"]["repository"] == "https://opendev.example/openstack/nova"


def test_an_omitted_variable_is_as_if_it_were_not_there(ansible, tree, nova):
    found = ansible.value(
        lookup(tree(nova), "view='sources'"), variables={"nova_git_repo": "{{ nothing | default(omit) }}"})
    source = found["sources"]["nova"]
    assert source["repository"] == "https://opendev.example/openstack/nova"
    assert "omit" not in json.dumps(found)


def test_an_omitted_entry_is_as_if_it_were_not_there(ansible, tree, nova):
    found = ansible.value(lookup(tree(nova)), variables={"nova_pip_packages": ["a", "{{ omit }}", "b"]})
    assert [entry["requirement"] for entry in found["venvs"]["nova"]["requirements"]] == ["a", "b"]


def test_a_variable_that_the_play_cannot_template_is_kept_as_written(ansible, tree, nova):
    found = ansible.value(
        lookup(tree(nova), "view='sources', strict=false"), variables={"nova_git_repo": "{{ nowhere }}/nova"})
    assert found["sources"]["nova"]["repository"] == "{{ nowhere }}/nova"
    assert any(finding["code"] == "OSA101" and finding["severity"] == "error" for finding in found["diagnostics"])


def test_overrides_in_the_structured_shape(ansible, tree, nova):
    found = ansible.value(
        lookup(tree(nova), "view='sources'"),
        variables={"wanted": "stable/2026.1", "osa_sources_overrides": {"sources": {"nova": {"branch": "{{ wanted }}"}}}})
    source = found["sources"]["nova"]
    assert source["reference"] == {"type": "branch", "value": "stable/2026.1"}
    assert source["repository"] == "https://opendev.example/openstack/nova"
    assert source["origin"]["reference"]["level"] == "caller"


def test_jinja_that_only_ansible_can_evaluate_is_resolved_in_a_play(ansible, tree, nova):
    nova["roles/os_nova/defaults/main.yml"] += (
        "_kind: \"{{ ['a', 'b'] | last }}\"\nnova_user_pip_packages:\n  - \"extra-{{ _kind | upper }}\"\n")
    found = ansible.value(
        lookup(tree(nova)),
        variables={"nova_user_pip_packages": ["extra-{{ ['a', 'b'] | last | upper }}"]})
    assert [entry["requirement"] for entry in found["venvs"]["nova"]["user"]] == ["extra-B"]


def test_other_hosts_variables_count_where_they_are_asked_for(ansible, tree, nova, tmp_path):
    paths = tree(nova)
    inventory = tmp_path / "hosts.ini"
    inventory.write_text(
        "localhost\n[nova_all]\none\ntwo\n[nova_all:vars]\nnova_git_install_branch=stable/2026.1\n", encoding="utf-8")
    alone = ansible.value(lookup(paths, "view='sources'"), inventory=inventory)
    assert alone["sources"]["nova"]["reference"]["value"] == SHA
    asked = ansible.value(lookup(paths, "view='sources', hosts=['nova_all']"), inventory=inventory)
    assert asked["sources"]["nova"]["reference"] == {"type": "branch", "value": "stable/2026.1", "inferred": True}


def test_two_hosts_that_disagree_are_an_error_that_names_both(ansible, tree, nova, tmp_path):
    paths = tree(nova)
    inventory = tmp_path / "hosts.ini"
    inventory.write_text(
        "localhost\n[nova_all]\none nova_git_install_branch=a\ntwo nova_git_install_branch=b\n", encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.debug": {"msg": lookup(paths, "hosts=['nova_all']")}}], inventory=inventory)
    assert result.returncode != 0
    text = " ".join((result.stdout + result.stderr).split())
    assert "nova_git_install_branch" in text and "one" in text and "two" in text


def test_views_and_select_give_little_data(ansible, tree, nova):
    nova["osa/inventory/group_vars/glance_all/source_git.yml"] = (
        f"glance_git_repo: https://opendev.example/openstack/glance\nglance_git_install_branch: {SHA}\n")
    paths = tree(nova)
    found = ansible.value(lookup(paths, "view='sources', select=['glance']"))
    assert list(found["sources"]) == ["glance"]
    assert "venvs" not in found
    assert sorted(ansible.value(lookup(paths, "view='diagnostics'"))) == ["diagnostics", "format"]


def test_options_come_from_variables_too(ansible, tree, nova):
    found = ansible.value(lookup(tree(nova)), variables={"wanted": "venvs", "osa_sources_view": "{{ wanted }}"})
    assert "venvs" in found and "sources" not in found


def test_returned_text_is_never_templated_again(ansible, tree, nova):
    nova["osa/inventory/group_vars/nova_all/source_git.yml"] += 'nova_git_package_name: !unsafe "{{ 1 + 1 }}"\n'
    assert ansible.value(lookup(tree(nova), "view='sources'"))["sources"]["nova"]["distribution"] == "{{ 1 + 1 }}"


def test_a_vault_does_not_lose_the_file(ansible, tree, nova):
    nova["openstack_deploy/user_secrets.yml"] = (
        "secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nnova_git_install_branch: refs/changes/24/923324/10\n")
    found = ansible.value(lookup(tree(nova), "view='sources'"))
    assert found["sources"]["nova"]["reference"] == {"type": "change", "value": "refs/changes/24/923324/10"}


def test_a_variable_from_a_vault_is_a_variable(ansible, tree, nova, tmp_path):
    """Whole, within a structure, and of a host: ansible-core before 2.19 leaves it closed where it is templated."""
    word = tmp_path / "word"
    word.write_text("word", encoding="utf-8")
    secret = subprocess.run(
        [str(ansible.bin / "ansible-vault"), "encrypt_string", "--vault-password-file", str(word),
         "https://mirror.example/nova"], capture_output=True, text=True, check=True, env=ansible.environment()).stdout
    (tmp_path / "whole.yml").write_text(f"nova_git_repo: {secret}", encoding="utf-8")
    (tmp_path / "within.yml").write_text(
        "osa_sources_overrides:\n  sources:\n    nova:\n      git: " + secret.replace("\n", "\n  "), encoding="utf-8")
    for name in ("whole", "within"):
        found = ansible.value(
            lookup(tree(nova), "view='sources'"), "--vault-password-file", str(word),
            vars_files=[str(tmp_path / f"{name}.yml")])
        assert found["sources"]["nova"]["repository"] == "https://mirror.example/nova", name


def test_relative_paths_are_those_of_the_playbook(ansible, tree, nova, tmp_path):
    tree({"elsewhere/here/user_x.yml": "other_git_repo: https://opendev.example/other\n"})
    (ansible.folder / "beside").mkdir(exist_ok=True)
    (ansible.folder / "beside/user_x.yml").write_text("beside_git_repo: https://opendev.example/beside\n", encoding="utf-8")
    target = tmp_path / "names"
    book = ansible.folder / "relative.yml"
    book.write_text(json.dumps([{"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": [
        {"ansible.builtin.copy": {"content": lookup(["beside", "here"], "view='sources', strict=false").replace(
            ") }}", ").sources | list | to_json }}"), "dest": str(target)}}],
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}}]), encoding="utf-8")
    result = subprocess.run(
        [str(ansible.bin / "ansible-playbook"), str(book)], capture_output=True, text=True, timeout=180,
        cwd=tmp_path / "elsewhere", env=ansible.environment())
    assert result.returncode == 0, result.stdout + result.stderr
    assert sorted(json.loads(target.read_text(encoding="utf-8"))) == ["beside", "other"]


def test_many_forks_give_the_same_answer(ansible, tree, nova, tmp_path):
    paths = tree(nova)
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[many]\nhost[01:20]\n", encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.assert": {
            "that": ["found.sources.nova.reference.value == '%s'" % SHA, "again == found"], "quiet": True},
          "vars": {"found": lookup(paths, "view='sources'"), "again": lookup(paths, "view='sources'")},
          "loop": [1, 2]}],
        "--forks", "10", inventory=inventory, hosts="many")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("failed=0") == 20


def test_the_example_deployment_is_one_in_both_formats(ansible):
    structured = ansible.value(lookup([str(ROOT / "examples/structured")], "view='sources'"))["sources"]
    flat = ansible.value(
        lookup([str(ROOT / "examples/flat" / name) for name in ("openstack-ansible", "roles", "openstack_deploy")],
               "view='sources'"))["sources"]
    assert set(structured) == set(flat)
    for name, source in structured.items():
        for member in ("kind", "repository", "reference", "groups", "distribution"):
            assert source[member] == flat[name][member], (name, member)


@pytest.mark.skipif(not MASTER.exists(), reason="no real tree beside the checkout")
def test_a_real_tree_raises_nothing(ansible, tmp_path):
    subprocess.run(["tar", "-xJf", str(MASTER), "-C", str(tmp_path)], check=True)
    top = tmp_path / "modern-tree"
    paths = [str(top / name) for name in ("opt/openstack-ansible", "etc/ansible/roles", "etc/openstack_deploy")]
    document = ansible.value(lookup(paths))
    pinned = [
        source for source in document["sources"].values()
        if source["repository"] and source["origin"]["repository"]["level"].startswith("group_vars/")]
    assert len(pinned) == 84
    assert sorted({source["reference"]["type"] for source in pinned}) == ["commit", "tag"]
    assert not [entry for entry in document["diagnostics"] if entry["severity"] == "error"]
