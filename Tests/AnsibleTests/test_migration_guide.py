# SPDX-License-Identifier: Apache-2.0
"""The guide for those who come from the old lookup, run block by block."""
import json
import os
import re
import subprocess
import textwrap

import pytest
import yaml

from deployments import ROOT
from test_py_pkgs import PIKE

GUIDE = (ROOT / "docs/how-to/migrate.md").read_text(encoding="utf-8")

#: What the tree's own plugin would be: a document of its own, in no order.
OLD = '''
import json
from ansible.plugins.lookup import LookupBase
class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return [json.load(open(%r))]
'''


def blocks(language):
    """The fenced blocks of a language, without the indentation of the list that they stand in."""
    return [textwrap.dedent(text) for text in re.findall(r"^ *```%s\n(.*?)^ *```$" % language, GUIDE, re.M | re.S)]


def block(language, word):
    (found,) = [text for text in blocks(language) if word in text]
    return found


def commands(word):
    return [line.strip() for line in GUIDE.splitlines() if line.startswith("    ") and line.strip().startswith(word)]


def run(ansible, book, *arguments, folder, lookups=None):
    (folder / "book.yml").write_text(book, encoding="utf-8")
    environment = ansible.environment()
    if lookups:
        environment["ANSIBLE_LOOKUP_PLUGINS"] = lookups
    result = subprocess.run(
        [str(ansible.bin / "ansible-playbook"), str(folder / "book.yml"), *arguments], capture_output=True, text=True,
        cwd=folder, env=environment, timeout=180)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture
def book(tree):
    """`dump.yml` with the paths of a made tree."""
    written = block("yaml", "with_py_pkgs")
    locations = "[/opt/openstack-ansible, /etc/ansible/roles, /etc/openstack_deploy]"
    assert locations in written
    return written.replace(locations, json.dumps(tree({**PIKE, "roles/os_x/defaults/main.yml": "x_pip_packages: [pymysql]\n"})))


def test_equality_can_be_proved(ansible, book, tmp_path):
    first, second = commands("ansible-playbook dump.yml")
    assert first.endswith("-e out=/tmp/old.json")
    quirks = re.search(r"-e (osa_sources_legacy_quirks=\S+)", second)[1]
    document = tmp_path / "document.json"
    run(ansible, book, "-e", f"out={document}", "-e", quirks, folder=tmp_path)
    # The old plugin's own answer, had it walked the other way round.
    value = json.loads(document.read_text(encoding="utf-8"))
    for name in ("packages", "remote_packages", "remote_package_parts"):
        value[name].reverse()
    assert len(value["packages"]) > 1
    document.write_text(json.dumps(value), encoding="utf-8")
    old = tmp_path / "old"
    old.mkdir()
    (old / "py_pkgs.py").write_text(OLD % str(document), encoding="utf-8")
    run(ansible, book, "-e", f"out={tmp_path}/old.json", folder=tmp_path, lookups=str(old))
    run(ansible, book, "-e", f"out={tmp_path}/new.json", "-e", quirks, folder=tmp_path)
    script = block("sh", "jq").replace("/tmp/", f"{tmp_path}/")

    def compare():
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True)

    equal = compare()
    assert (equal.returncode, equal.stdout, equal.stderr) == (0, "", "")
    run(ansible, book, "-e", f"out={tmp_path}/new.json", folder=tmp_path)
    assert "pymysql>=0.6.2" in compare().stdout


def test_the_first_plugin_of_a_name_counts(ansible, book, tmp_path):
    old = tmp_path / "roles/plugins/lookup"
    old.mkdir(parents=True)
    (tmp_path / "answer.json").write_text(json.dumps({"packages": ["old"]}), encoding="utf-8")
    (old / "py_pkgs.py").write_text(OLD % str(tmp_path / "answer.json"), encoding="utf-8")
    new, out = str(ROOT / "plugins/lookup"), tmp_path / "out.json"

    def packages(*lookups):
        run(ansible, book, "-e", f"out={out}", folder=tmp_path, lookups=":".join(lookups))
        return json.loads(out.read_text(encoding="utf-8"))["packages"]

    def page(*lookups):
        environment = {**ansible.environment(), "ANSIBLE_LOOKUP_PLUGINS": ":".join(lookups)}
        (command,) = commands("ansible-doc")
        return subprocess.run(
            [str(ansible.bin / command.split()[0]), *command.split()[1:]], capture_output=True, text=True, cwd=tmp_path,
            env=environment).stdout

    assert packages(str(old), new) == ["old"] and "legacy_quirks" not in page(str(old), new)
    assert "nova" in packages(new, str(old)) and "legacy_quirks" in page(new, str(old))
    # Beside the playbook it comes before every path.
    (tmp_path / "lookup_plugins").symlink_to(old)
    assert packages(new) == ["old"]


def git(*arguments):
    return subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t", *map(str, arguments)], check=True, capture_output=True,
        text=True).stdout.strip()


def test_loops_take_the_place_of_templates(ansible, tree, tmp_path):
    upstream = tmp_path / "upstream/nova"
    git("init", "-q", upstream)
    git("-C", upstream, "commit", "-q", "--allow-empty", "-m", "one")
    commit = git("-C", upstream, "rev-parse", "HEAD")
    files = {
        **PIKE,
        "osa/playbooks/defaults/repo_packages/openstack_services.yml": (
            f"nova_git_repo: file://{upstream}\nnova_git_install_branch: {commit}\nnova_git_project_group: nova_all\n"),
    }
    release, clones = tmp_path / "release", tmp_path / "git"
    (clones / "requirements").mkdir(parents=True)
    (clones / "requirements/upper-constraints.txt").write_text("nova===17\nSQLAlchemy===1.1.13\n", encoding="utf-8")
    release.mkdir()
    play = [{
        "hosts": "localhost", "connection": "local", "gather_facts": False,
        "vars": {
            "ansible_python_interpreter": "{{ ansible_playbook_python }}", "pkg_locations": tree(files),
            "repo_build_venv_selective": False, "repo_build_git_dir": str(clones),
            "repo_build_release_path": str(release)},
        "tasks": yaml.safe_load(block("yaml", "clone_list")),
    }]
    run(ansible, json.dumps(play), folder=tmp_path)
    assert git("-C", clones / "nova", "rev-parse", "HEAD") == commit
    texts = {path.name: path.read_text(encoding="utf-8") for path in release.iterdir()}
    assert texts == {
        "requirements.txt": f"netaddr>=0.7.13\nnova # {commit}\npip==9.0.1\npymysql>=0.6.2\nvirtualenv\n",
        "requirements_constraints.txt": (
            f"git+file://{clones}/nova@{commit}#egg=nova&gitname=nova&projectgroup=nova_all\npip==9.0.1\n"
            "sqlalchemy<=1.1.13\n"),
        "venv-os_nova.txt": "--no-index nova pymysql\n",
    }


def test_upper_constraints_are_a_layer(ansible, tree, tmp_path):
    upper = tmp_path / "upper.txt"
    upper.write_text("nova===17\nSQLAlchemy===1.1.13\npip===8\n", encoding="utf-8")
    out = tmp_path / "constraints.txt"
    # A list of today has its service's address.
    role = PIKE["roles/os_nova/defaults/main.yml"].replace(
        "[nova,", "['git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova',")
    play = [{
        "hosts": "localhost", "connection": "local", "gather_facts": False,
        "vars": {
            "ansible_python_interpreter": "{{ ansible_playbook_python }}", "pkg_locations": tree({**PIKE, "roles/os_nova/defaults/main.yml": role}),
            "venv_upper_constraints_url": upper.as_uri(), "venv_constraints_file": str(out)},
        "tasks": yaml.safe_load(block("yaml", "view='constraints'")),
    }]
    run(ansible, json.dumps(play), folder=tmp_path)
    assert sorted(out.read_text(encoding="utf-8").split()) == ["SQLAlchemy===1.1.13", "pip==9.0.1"]


def test_the_document_answers_as_the_tree(ansible, tree, tmp_path):
    """Every view, over the document that the guide's own command writes."""
    tool = os.environ.get("OSA_SOURCES_CLI", str(ROOT / ".build/release/osa-sources"))
    if not os.path.exists(tool):
        pytest.skip("no release build: run `make setup`")
    paths = tree({
        **PIKE,
        "osa/group_vars/my_all.yml": "my_pip_packages: [mine]\n",
        "openstack_deploy/user_variables.yml": "any_pip_packages: ['git+https://h/any@v1#egg=any[x]']\n",
        "roles/os_x/defaults/main.yml": (
            "x_git_repo: https://h/o/x\nx_git_install_branch: v1\nx_git_install_fragments: 'venvwithindex=True&subdirectory=s'\n"
            "x_proprietary_pip_packages: ['git+https://h/k@v1#egg=k']\nx_pip_packages: [x, 'git+https://h/y@v1#egg=why']\n"),
        # What only Ansible evaluates, from variables of other types.
        "roles/os_z/defaults/main.yml": (
            "z_map: {one: [1], two: [2]}\nz_on: true\nz_base_pip_packages: [base]\n"
            "z_pip_packages:\n  - \"{{ z_map | dict2items | map(attribute='key') | first }}\"\n"
            "  - \"{{ z_on | ternary('three', '') }}\"\n  - \"{{ z_base_pip_packages[0] ~ '-four' }}\"\n"
            "z_user_pip_packages: \"{{ z_base_pip_packages + ['five'] }}\"\n"),
        "roles/os_z/vars/debian.yml": "z_distro_packages: \"{{ z_base_pip_packages + ['six'] }}\"\n",
    })
    command, check = commands("osa-sources convert")[0].split(), re.search(r"`(osa-sources check --legacy[^`]*) PATH", GUIDE)[1]
    document = tmp_path / "openstack_deploy/osa-sources.yml"
    assert command[:4] == ["osa-sources", "convert", "-o", "/etc/openstack_deploy/osa-sources.yml"]

    def views(*locations):
        call = "lookup('py_pkgs', *paths, view='%s', selective=true)"
        return ansible.value(
            "{{ [lookup('py_pkgs', *paths), %s] }}" % ", ".join(
                call % view for view in ("wheel_list", "constraint_list", "clone_list", "venv_list")),
            variables={"paths": list(locations)}, inventory=inventory)

    inventory = tmp_path / "hosts.ini"
    inventory.write_text("[nova_all]\nlocalhost ansible_connection=local\n[my_all]\nlocalhost\n[all]\nlocalhost\n")
    before = views(*paths)
    assert {"mine", "any[x] # v1", "x # v1"} <= set(before[1]), before[1]
    assert {"one", "three", "base-four", "base", "five"} <= set(before[0]["packages"]), before[0]["packages"]
    assert before[0]["role_distro_packages"]["os_z"]["debian"]["z_distro_packages"] == ["base", "six"]
    found = subprocess.run([tool, *check.split()[1:], *paths], capture_output=True, text=True)
    assert found.returncode in (0, 1) and "OSA1" in found.stdout + found.stderr, found.stdout + found.stderr
    subprocess.run([tool, *command[1:3], str(document), *paths], check=True, capture_output=True)
    assert views(str(document)) == before


def test_every_block_is_run_here():
    assert len(blocks("yaml")) == 3 and len(blocks("sh")) == 1
