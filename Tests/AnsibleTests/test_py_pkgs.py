# SPDX-License-Identifier: Apache-2.0
"""The old lookup's name, shape and access path under real ansible-core."""
import json
import pathlib
import tarfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SHA = "a98a52d85eb2c695568ac01d5ae7baf1bc20d9e3"
ORIGINAL = f"git+https://h/openstack/nova@{SHA}#egg=nova&gitname=nova&projectgroup=nova_all"

#: A service as OSA 16 shipped it.
PIKE = {
    "osa/playbooks/defaults/repo_packages/openstack_services.yml": (
        f"nova_git_repo: https://h/openstack/nova\nnova_git_install_branch: {SHA}\nnova_git_project_group: nova_all\n"),
    "osa/requirements.txt": "netaddr>=0.7.13 # BSD\n",
    "osa/global-requirement-pins.txt": "pip==9.0.1\n",
    "roles/os_nova/defaults/main.yml": (
        "nova_git_repo: https://h/openstack/nova\nnova_git_install_branch: stable/pike\n"
        "nova_role_project_group: nova_all\n"
        "nova_pip_packages: [nova, PyMySQL]\nnova_requires_pip_packages: ['pymysql>=0.6.2', virtualenv]\n"),
    "openstack_deploy/user_variables.yml": "nova_debug: true\n",
}

KEYS = [
    "distro_packages", "packages", "remote_package_parts", "remote_packages", "role_distro_packages", "role_packages",
    "role_project_groups", "role_requirement_files", "role_requirements",
]


def play(ansible, tasks, **options):
    result = ansible.play(tasks, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result


def load(paths):
    """The two tasks of repo-build.yml, word for word but for the list."""
    return {"ansible.builtin.debug": {"msg": "Loading Packages"}, "with_py_pkgs": paths, "register": "local_packages"}


def test_the_old_access_path_runs_unchanged(ansible, tree, tmp_path):
    item = "local_packages.results.0.item"
    lines = [
        "{%% for p in %s.packages %%}{{ p }} {%% endfor %%}." % item,
        "{%% for c in %s.remote_package_parts %%}"
        "{{ c['original'] | replace(c['url'], 'file:///git/' + c['name']) }}{%% endfor %%}." % item,
        "{%% for r, d in %s.role_requirements.items() %%}{{ r }}:{{ d['project_group'] }}:"
        "{{ d.nova_pip_packages | join(' ') }}{%% endfor %%}." % item,
        "{{ %s.role_requirement_files.default.txt_file_packages | join(' ') }}" % item,
        "{{ %s.role_requirement_files.global_pins.pinned_packages | join(' ') }}" % item,
    ]
    target = tmp_path / "out.txt"
    play(ansible, [
        load(tree(PIKE)),
        {"ansible.builtin.copy": {"content": "\n".join(lines), "dest": str(target)}},
    ])
    assert target.read_text().split("\n") == [
        "netaddr>=0.7.13 nova pip==9.0.1 pymysql>=0.6.2 virtualenv .",
        ORIGINAL.replace("https://h/openstack/nova", "file:///git/nova") + ".",
        "os_nova:nova_all:nova pymysql.",
        "netaddr>=0.7.13 pip==9.0.1",
        "pip==9.0.1",
    ]


def test_a_loop_takes_quirks_from_a_variable(ansible, tree, tmp_path):
    target = tmp_path / "out.json"
    for quirks, expected in (("16.0.0", "pymysql"), (True, "pymysql"), ("no", "pymysql>=0.6.2")):
        play(
            ansible,
            [
                load(tree({**PIKE, "roles/os_x/defaults/main.yml": "x_pip_packages: [pymysql]\n"})),
                {"ansible.builtin.copy": {
                    "content": "{{ local_packages.results.0.item.packages | to_json }}", "dest": str(target)}},
            ],
            variables={"osa_sources_legacy_quirks": quirks})
        assert expected in json.loads(target.read_text())


@pytest.mark.parametrize("call", [
    "lookup('py_pkgs', *paths)", "lookup('py_pkgs', paths)", "query('py_pkgs', *paths)[0]",
    "lookup('osa.sources.py_pkgs', *paths)",
])
def test_every_way_of_calling_gives_one_dict(ansible, tree, call):
    value = ansible.value("{{ %s }}" % call, variables={"paths": tree(PIKE)})
    assert sorted(value) == KEYS
    assert [part["original"] for part in value["remote_package_parts"]] == [ORIGINAL]
    assert value["distro_packages"] == []


def test_calls_do_not_know_of_each_other(ansible, tree):
    call = "lookup('py_pkgs', *paths, legacy_quirks='17.0.0')"
    value = ansible.value("{{ [%s, %s, %s] }}" % (call, call, call), variables={"paths": tree(PIKE)})
    assert value[0] == value[1] == value[2]
    assert value[0]["role_packages"] == {"os_nova": ["nova", "pymysql", "pymysql>=0.6.2", "virtualenv"]}


def test_the_play_overrides_files_unless_quirks_are_asked(ansible, tree):
    files = {
        **PIKE,
        "roles/os_x/defaults/main.yml": "x_role_project_group: x_all\n",
        "roles/os_x/vars/debian.yml": "x_pip_packages: [onlydebian]\n",
    }
    given = {
        "paths": tree(files),
        "fork": "https://fork/openstack",
        "nova_git_repo": "{{ fork }}/nova",
        "nova_git_install_branch": "stable/2042",
        "nova_requires_pip_packages": ["virtualenv=={{ version }}"],
        "x_pip_packages": ["given"],
        "version": "15.1",
        # A variable that no file defines, and one that nothing reads.
        "heat_git_repo": "https://h/heat",
        "unrelated": "{{ lookup('pipe', 'false') }}",
    }
    value = ansible.value("{{ lookup('py_pkgs', *paths) }}", variables=given)
    parts = {part["name"]: part for part in value["remote_package_parts"]}
    assert (parts["nova"]["url"], parts["nova"]["version"]) == ("https://fork/openstack/nova", "stable/2042")
    assert parts["nova"]["project_group"] == "nova_all"
    assert parts["heat"]["url"] == "https://h/heat"
    assert value["packages"] == ["given", "netaddr>=0.7.13", "nova", "pip==9.0.1", "pymysql", "virtualenv==15.1"]
    assert value["role_requirements"]["os_nova"]["nova_requires_pip_packages"] == ["virtualenv==15.1"]
    assert value["role_requirements"]["os_x"]["x_pip_packages"] == ["given"]
    for quirks in ("16.0.0", "17.0.0"):
        old = ansible.value("{{ lookup('py_pkgs', *paths, legacy_quirks='%s') }}" % quirks, variables=given)
        assert [part["original"] for part in old["remote_package_parts"]] == [ORIGINAL]
        assert "given" not in old["packages"]


def test_loops_and_forks_get_the_same_answer(ansible, tree, tmp_path):
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("".join(f"h{number} ansible_connection=local\n" for number in range(6)))
    play(
        ansible,
        [
            {"ansible.builtin.copy": {
                "content": "{{ lookup('py_pkgs', *paths) | to_json }}",
                "dest": str(tmp_path) + "/{{ inventory_hostname }}-{{ item }}.json"},
             "loop": [1, 2]},
        ],
        variables={"paths": tree(PIKE)}, inventory=inventory, hosts="all")
    answers = [path.read_text() for path in tmp_path.glob("h*-*.json")]
    assert len(answers) == 12
    assert len(set(answers)) == 1


def test_what_ended_the_old_lookup_names_its_line(ansible, tree):
    paths = tree({"roles/os_x/defaults/main.yml": "a: 1\nx_pip_packages:\n"})
    task = {"ansible.builtin.debug": {"msg": "{{ lookup('py_pkgs', *paths, legacy_quirks=true) }}"}}
    result = ansible.play([task], variables={"paths": paths})
    assert result.returncode != 0
    assert "main.yml:2:" in result.stdout and "OSA142" in result.stdout
    assert ansible.value("{{ lookup('py_pkgs', *paths) }}", variables={"paths": paths})["packages"] == []


@pytest.mark.parametrize("arguments, message", [
    ("*paths, quirks=true", "unknown option"), ("*paths, legacy_quirks='15.1.0'", "not one of"), ("", "at least one path"),
    ("*paths, view='wheels'", "view"),
])
def test_what_cannot_be_answered_says_why(ansible, tree, arguments, message):
    task = {"ansible.builtin.debug": {"msg": "{{ lookup('py_pkgs', %s) }}" % arguments}}
    result = ansible.play([task], variables={"paths": tree(PIKE)})
    assert result.returncode != 0
    assert message in result.stdout


def test_a_missing_folder_is_empty(ansible):
    for quirks in ("true", "false"):
        value = ansible.value("{{ lookup('py_pkgs', '/nonexistent', legacy_quirks=%s) }}" % quirks)
        assert sorted(value) == KEYS
        assert value["packages"] == []


def test_views_are_what_the_inventory_needs(ansible, tree, tmp_path):
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[nova_all]\nlocalhost ansible_connection=local\n[heat_all]\n")
    files = {
        **PIKE,
        "osa/playbooks/defaults/repo_packages/more.yml": (
            "heat_git_repo: https://h/heat\nheat_git_install_branch: v1\nheat_git_project_group: heat_all\n"),
        "roles/os_heat/defaults/main.yml": "heat_role_project_group: heat_all\nheat_pip_packages: [heat]\n",
        "upper.txt": "nova===17\nSQLAlchemy===1.1.13\n",
    }
    paths = tree(files)
    options = "view='repo_build', upper_constraints='%s'" % (tmp_path / "upper.txt")
    value = ansible.value(
        "{{ lookup('py_pkgs', *paths, %s) }}" % options, variables={"paths": paths}, inventory=inventory)
    assert value["wheel_list"] == ["netaddr>=0.7.13", f"nova # {SHA}", "pip==9.0.1", "pymysql>=0.6.2", "virtualenv"]
    assert [clone["name"] for clone in value["clone_list"]] == ["nova"]
    assert value["constraint_list"]["upper"] == ["sqlalchemy<=1.1.13"]
    assert value["venv_list"] == [{
        "role": "os_nova", "name": "nova", "project_group": "nova_all", "requirements": ["nova", "pymysql"],
        "index_allowed": False}]
    wheels = ansible.value(
        "{{ lookup('py_pkgs', *paths, view='wheel_list', selective=false) }}", variables={"paths": paths},
        inventory=inventory)
    assert "heat # v1" in wheels


@pytest.fixture(scope="module")
def pike(tmp_path_factory):
    archive = SHARED / "trees/pike-16.0.0.tar.xz"
    if not archive.exists():
        pytest.skip("no real tree beside the checkout")
    folder = tmp_path_factory.mktemp("pike")
    with tarfile.open(archive) as stream:
        stream.extractall(folder)
    top = folder / "pike-tree"
    return [str(top / name) for name in ("opt/openstack-ansible", "etc/ansible/roles", "etc/openstack_deploy")]


def test_a_real_release_gives_what_it_gave(ansible, pike):
    golden = json.loads((SHARED / "goldens/pike-16.0.0.py_pkgs.json").read_text())
    golden = golden[0] if isinstance(golden, list) else golden
    value = ansible.value("{{ lookup('py_pkgs', *paths, legacy_quirks='16.0.0') }}", variables={"paths": pike})
    for key in ("packages", "remote_package_parts", "remote_packages", "role_packages", "role_requirements",
                "role_requirement_files", "role_project_groups"):
        assert value[key] == golden[key], key


def test_documentation_is_whole(ansible):
    import subprocess

    result = subprocess.run(
        [str(ansible.bin / "ansible-doc"), "-t", "lookup", "osa.sources.py_pkgs"], capture_output=True, text=True,
        env=ansible.environment())
    assert result.returncode == 0, result.stderr
    for word in ("legacy_quirks", "clone_list", "remote_package_parts", "osa_sources_legacy_quirks"):
        assert word in result.stdout
