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


def failed(ansible, expression, **play):
    """Everything that a failing play says, in one line; once and as a fault of the lookup's input."""
    result = ansible.play([{"ansible.builtin.debug": {"msg": "{{ %s }}" % expression}}], **play)
    assert result.returncode != 0, result.stdout
    text = " ".join((result.stdout + result.stderr).split())
    assert "unhandled exception" not in text and "Traceback" not in text, text
    return text


def warned(ansible, expression, **play):
    """The value of an expression and the warnings of its play."""
    result = ansible.play([{"ansible.builtin.debug": {"msg": "is {{ %s }}" % expression}}], **play)
    assert result.returncode == 0, result.stdout + result.stderr
    return " ".join(result.stdout.split()), " ".join(result.stderr.split())


def test_what_ended_the_old_lookup_names_its_line(ansible, tree):
    paths = tree({"roles/os_x/defaults/main.yml": "a: 1\nx_pip_packages:\n"})
    text = failed(ansible, "lookup('py_pkgs', *paths, legacy_quirks=true)", variables={"paths": paths})
    assert "py_pkgs: %s/os_x/defaults/main.yml:2:" % paths[0] in text and "OSA142" in text
    assert ansible.value("{{ lookup('py_pkgs', *paths) }}", variables={"paths": paths})["packages"] == []


@pytest.mark.parametrize("arguments, message", [
    ("*paths, quirks=true", "unknown option"), ("*paths, legacy_quirks='15.1.0'", "not one of"), ("", "at least one path"),
    ("*paths, view='wheels'", "view"), ("none", "a path is needed, not None"), ("5", "a path is needed, not 5"),
    ("{'a': 1}", "a path is needed, not {'a': 1}"), ("''", "a path is needed, not ''"),
    ("*paths, view='wheel_list', selective='maybe'", "the option selective is 'maybe', which is no boolean"),
    ("*paths, strict='maybe'", "the option strict is 'maybe', which is no boolean"),
    ("*paths, view='constraint_list', upper_constraints='/no/upper.txt'", "`/no/upper.txt`"),
    ("*paths, view='constraint_list', upper_constraints=5", "upper_constraints is a list of lines"),
    ("*paths, view='constraint_list', upper_constraints='a===1,b===2'", "query('url', ...)"),
])
def test_what_cannot_be_answered_says_why(ansible, tree, arguments, message):
    text = failed(ansible, "lookup('py_pkgs', %s)" % arguments, variables={"paths": tree(PIKE)})
    assert "py_pkgs: " in text or "view" in arguments, text
    assert message in text, text


@pytest.mark.parametrize("quirks", ["true", "false"])
def test_a_missing_folder_is_empty_and_told(ansible, tree, quirks):
    paths = tree(PIKE)
    wrong = paths[:1] + ["/no/such/roles"] + paths[2:]
    value, told = warned(
        ansible, "lookup('py_pkgs', *paths, legacy_quirks=%s) | length" % quirks, variables={"paths": wrong})
    assert "is %d" % len(KEYS) in value
    assert "/no/such/roles" in told and "OSA001" in told
    assert "/no/such" not in "".join(warned(ansible, "lookup('py_pkgs', *paths)", variables={"paths": paths}))
    if quirks == "false":
        assert "/no/such/roles" in failed(ansible, "lookup('py_pkgs', *paths, strict=true)", variables={"paths": wrong})


def test_relative_paths_begin_beside_the_playbook(ansible, tree):
    """The playbook's folder is not the current one: `tree` writes elsewhere."""
    paths = tree(PIKE)
    for path in paths:
        link = ansible.folder / pathlib.Path(path).name
        link.unlink(missing_ok=True)
        link.symlink_to(path)
    book = ansible.folder / "relative.yml"
    target = ansible.folder / "relative.json"
    expression = "[lookup('py_pkgs', 'osa', 'roles').packages, lookup('py_pkgs', 'osa', 'roles', legacy_quirks=true).packages]"
    book.write_text(json.dumps([{
        "hosts": "localhost", "connection": "local", "gather_facts": False,
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
        "tasks": [{"ansible.builtin.copy": {"content": "{{ %s | to_json }}" % expression, "dest": str(target)}}]}]))
    import subprocess

    def run(folder):
        subprocess.run(
            [str(ansible.bin / "ansible-playbook"), str(book)], check=True, cwd=folder, env=ansible.environment(),
            capture_output=True)
        return json.loads(target.read_text())

    now, old = run("/")
    assert "nova" in now
    # The old lookup knew the current folder alone.
    assert old == []
    assert "nova" in run(ansible.folder)[1]


def test_variables_that_set_options_are_templated_first(ansible, tree, tmp_path):
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[heat_all]\nlocalhost ansible_connection=local\n")
    given = {
        "paths": tree(PIKE), "yes_": True, "base": "/base", "mylist": ["pip<9", "wheel<{{ seven }}"], "seven": 7,
        "repo_build_venv_selective": "{{ yes_ }}", "repo_build_git_dir": "{{ base }}/git",
        "repo_build_upper_constraints_overrides": "{{ mylist }}",
    }
    value = ansible.value("{{ lookup('py_pkgs', *paths, view='repo_build') }}", variables=given, inventory=inventory)
    assert value["venv_list"] == value["clone_list"] == []
    assert value["wheel_list"] == ["netaddr>=0.7.13", "pip"]
    assert value["constraint_list"]["overrides"] == ["pip<9", "wheel<7"]
    assert value["constraint_list"]["git"] == [ORIGINAL.replace("https://h/openstack/nova", "file:///base/git/nova")]
    given["repo_build_upper_constraints_overrides"] = ["pip<{{ seven }}"]
    lists = ansible.value("{{ lookup('py_pkgs', *paths, view='constraint_list') }}", variables=given)
    assert lists["overrides"] == ["pip<7"]
    given["osa_sources_legacy_quirks"] = "{{ '16.0.' ~ '29' }}"
    assert "role_distro_packages" not in ansible.value("{{ lookup('py_pkgs', *paths) }}", variables=given)


def test_strict_may_be_a_template(ansible, tree):
    paths = tree({**PIKE, "openstack_deploy/user_variables.yml": "nova_git_repo: [\n"})
    given = {"paths": paths, "yes_": True, "osa_sources_strict": "{{ yes_ }}"}
    text = failed(ansible, "lookup('py_pkgs', *paths)", variables=given)
    assert "py_pkgs: %s/user_variables.yml:2:1" % paths[2] in text and "OSA010" in text
    assert warned(ansible, "lookup('py_pkgs', *paths) | length", variables={**given, "yes_": False})


@pytest.mark.parametrize("switches, sizes", [
    ({}, [2, 0, 0]),
    ({"venv": "no"}, [5, 1, 1]),
    ({"wheel": "no"}, [5, 1, 0]),
    ({"git": "{{ false }}"}, [2, 1, 0]),
    ({"venv": False, "git": True, "wheel": True}, [2, 0, 1]),
    # As the defaults of the role have them.
    ({"wheel": "{{ true if repo_build_venv_selective | bool else false }}", "venv": "no"}, [5, 1, 1]),
])
def test_each_view_follows_its_own_switch(ansible, tree, tmp_path, switches, sizes):
    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[heat_all]\nlocalhost ansible_connection=local\n")
    given = {"paths": tree(PIKE), **{"repo_build_%s_selective" % name: value for name, value in switches.items()}}
    expression = "{{ [%s] }}" % ", ".join(
        "lookup('py_pkgs', *paths, view='%s') | length" % view for view in ("wheel_list", "clone_list", "venv_list"))
    assert ansible.value(expression, variables=given, inventory=inventory) == sizes


@pytest.mark.parametrize("upper", [
    "['a===1', 'b===2']", "'a===1\n# why\nb===2\n'", "lookup('file', file)", "query('file', file)[0]", "file", "'upper.txt'",
    "query('url', 'file://' ~ file)", "lookup('url', 'file://' ~ file, split_lines=false)",
])
def test_upper_constraints_are_lines_or_a_file(ansible, tree, tmp_path, upper):
    file = ansible.folder / "upper.txt"
    file.write_text("a===1\nb===2\n")
    value = ansible.value(
        "{{ lookup('py_pkgs', *paths, view='constraint_list', upper_constraints=%s).upper }}" % upper,
        variables={"paths": tree(PIKE), "file": str(file)})
    assert value == ["a<=1", "b<=2"]


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
