# SPDX-License-Identifier: Apache-2.0
"""The catalogue's precedence is Ansible's: one play of a role, wired as openstack-ansible wires it, sees what we say."""
import json

import osa_sources

#: Every place that can define a variable, lowest first; source `sN` is defined in the places up to N.
PLACES = [
    "roles/os_nova/defaults/main.yml",
    "osa/inventory/group_vars/all/all.yml",
    "openstack_deploy/group_vars/all.yml",
    "osa/inventory/group_vars/nova_all/source_git.yml",
    "openstack_deploy/group_vars/nova_all.yml",
    "osa/inventory/host_vars/one.yml",
    "openstack_deploy/host_vars/one.yml",
    "osa/playbooks/defaults/repo_packages/services.yml",
    "roles/os_nova/vars/main.yml",
    "roles/os_nova/vars/debian.yml",
    "openstack_deploy/user_a.yml",
    "openstack_deploy/user_b.yml",
]
#: What the catalogue shows for one host alone stands in its scopes, not here.
HOST_PLACES = {5, 6}


def variable(number, place):
    return f"s{number}_git_repo: https://h/{place}\ns{number}_git_install_branch: v1.{place}\n"


def test_a_play_sees_what_the_catalogue_says(ansible, tree, tmp_path):
    files = {path: "" for path in PLACES}
    for number in range(len(PLACES)):
        for place in range(number + 1):
            files[PLACES[place]] += variable(number, place)
    target = tmp_path / "seen.json"
    seen = "{{ {%s} | to_json }}" % ", ".join(f"'s{n}': s{n}_git_repo" for n in range(len(PLACES)))
    files["roles/os_nova/tasks/main.yml"] = json.dumps([
        {"ansible.builtin.include_vars": "debian.yml"},
        {"ansible.builtin.copy": {"content": seen, "dest": str(target)}}])
    paths = tree(files)
    hosts = "[nova_all]\none ansible_connection=local\n"
    (tmp_path / "osa/inventory/hosts.ini").write_text(hosts, encoding="utf-8")
    (tmp_path / "openstack_deploy/inventory.ini").write_text(hosts, encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.import_role": {"name": "os_nova"}}],
        "-i", str(tmp_path / "osa/inventory/hosts.ini"),
        "-e", "@%s" % (tmp_path / "openstack_deploy/user_a.yml"), "-e", "@%s" % (tmp_path / "openstack_deploy/user_b.yml"),
        inventory=tmp_path / "openstack_deploy/inventory.ini", hosts="nova_all",
        vars_files=[str(tmp_path / "osa/playbooks/defaults/repo_packages/services.yml")],
        environment={"ANSIBLE_ROLES_PATH": str(tmp_path / "roles")})
    assert result.returncode == 0, result.stdout + result.stderr
    play = json.loads(target.read_text(encoding="utf-8"))
    sources = osa_sources.catalogue(paths, view="sources")["sources"]
    for number in range(len(PLACES)):
        source = sources[f"s{number}"]
        if number in HOST_PLACES:
            scope = next(scope for scope in source["scopes"] if scope["host"] == "one")
            assert scope["repository"] == play[f"s{number}"]
        else:
            assert source["repository"] == play[f"s{number}"], number
