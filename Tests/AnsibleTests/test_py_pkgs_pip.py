# SPDX-License-Identifier: Apache-2.0
"""The views of repo_build fit together: real clones, a real `pip wheel`, a real `pip install` without an index."""
import os
import subprocess
import sys

import pytest

PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""

#: A backend that needs nothing from an index.
BACKEND = """\
import zipfile
NAME, VERSION = %r, %r


def build_wheel(folder, settings=None, metadata=None):
    info = "%%s-%%s.dist-info" %% (NAME, VERSION)
    name = "%%s-%%s-py3-none-any.whl" %% (NAME, VERSION)
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\\nName: %%s\\nVersion: %%s\\n" %% (NAME, VERSION))
        wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "/RECORD", "")
    return name
"""


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PIP_NO_CACHE_DIR": "1",
             "PIP_DISABLE_PIP_VERSION_CHECK": "1", "GIT_CONFIG_NOSYSTEM": "1"}, **options).stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """Makes a git repository of distributions: `repository("nova", {".": ("nova", "1")})` returns its URL and commit."""

    def make(name, projects):
        folder = tmp_path / "upstream" / name
        folder.mkdir(parents=True)
        for path, (distribution, version) in projects.items():
            (folder / path).mkdir(exist_ok=True)
            (folder / path / "pyproject.toml").write_text(PROJECT)
            (folder / path / "backend.py").write_text(BACKEND % (distribution, version))
        run("git", "init", "-q", folder)
        git = ("git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@t")
        run(*git, "add", ".")
        run(*git, "commit", "-qm", "one")
        return "file://%s" % folder, run(*git, "rev-parse", "HEAD")

    return make


@pytest.fixture(scope="module")
def pip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pip")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin/pip"


def test_wheels_clones_constraints_and_venvs_fit(ansible, tree, tmp_path, repository, pip):
    nova, nova_commit = repository("nova", {".": ("nova", "1")})
    heat, heat_commit = repository("heat", {".": ("openstack_heat", "2")})
    mono, mono_commit = repository("mono", {"a": ("mono_a", "3"), "b": ("mono_b", "4")})
    paths = tree({
        "osa/inventory/group_vars/nova_all/source_git.yml": (
            f"nova_git_repo: {nova}\nnova_git_install_branch: {nova_commit}\n"),
        "osa/inventory/group_vars/heat_all/source_git.yml": (
            f"heat_git_repo: {heat}\nheat_git_install_branch: {heat_commit}\n"),
        "osa/requirements.txt": f"\ufeff-e git+{mono}@{mono_commit}#egg=mono-b&subdirectory=b\n",
        "roles/os_nova/defaults/main.yml": (
            "nova_pip_packages:\n  - \"git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova\"\n"
            f"  - ' Mono-A @ git+{mono}@{mono_commit}#subdirectory=a'\n"),
        "roles/os_heat/defaults/main.yml": (
            "heat_pip_packages: [\"git+{{ heat_git_repo }}@{{ heat_git_install_branch }}#egg=openstack-heat\"]\n"),
        "roles/os_other/defaults/main.yml": "other_pip_packages: [nova, mono_a]\n",
    })
    lists = ansible.value(
        "{{ lookup('py_pkgs', *paths, view='repo_build', selective=false, git_dir=git) }}",
        variables={"paths": paths, "git": str(tmp_path / "git")})
    for clone in lists["clone_list"]:
        run("git", "clone", "-q", clone["url"], clone["dest"])
        run("git", "-C", clone["dest"], "checkout", "-q", clone["version"])
    # Upstream is out of reach, as it is for a venv that is built from the repository server.
    (tmp_path / "upstream").rename(tmp_path / "gone")
    requirements, constraints, wheels = (tmp_path / name for name in ("requirements.txt", "constraints.txt", "wheels"))
    requirements.write_text("\n".join(lists["wheel_list"]) + "\n")
    found = lists["constraint_list"]
    constraints.write_text("\n".join(found["git"] + found["overrides"] + found["pins"] + found["upper"]) + "\n")
    run(pip, "wheel", "--no-index", "-w", wheels, "-c", constraints, "-r", requirements)
    assert sorted(path.name.split("-py3")[0] for path in wheels.iterdir()) == [
        "mono_a-3", "mono_b-4", "nova-1", "openstack_heat-2"]
    for venv in lists["venv_list"]:
        target = tmp_path / venv["name"]
        for given in ([], ["-c", constraints]):
            run(pip, "install", "--no-index", "--find-links", wheels, "--target", target, *given, *venv["requirements"])
    assert {venv["role"]: venv["requirements"] for venv in lists["venv_list"]} == {
        "os_heat": ["openstack-heat"], "os_nova": ["mono-a", "nova"], "os_other": ["mono_a", "nova"]}
