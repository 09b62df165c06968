# SPDX-License-Identifier: Apache-2.0
"""Real ansible-core, oldest and newest; a real library. What is missing is skipped with its reason."""
import functools
import json
import os
import re
import subprocess
import sys

import pytest

from deployments import NOVA, ROOT

sys.path.insert(0, str(ROOT / "python"))

#: The environments that scripts/setup.sh and scripts/ansible_versions.sh make.
VENVS = {"default": ".venv", "oldest": ".venv-ansible-2.15", "newest": ".venv-ansible-newest"}


class Ansible:
    """Playbooks under one ansible-core, with this checkout's plugins by short name and as the collection."""

    def __init__(self, name, venv, folder):
        self.name = name
        self.bin = venv / "bin"
        self.folder = folder
        output = subprocess.run(
            [str(self.bin / "ansible-playbook"), "--version"], capture_output=True, text=True, env=self.environment())
        found = re.search(r"core (\d+)\.(\d+)", output.stdout)
        self.version = (int(found.group(1)), int(found.group(2)))

    def environment(self):
        collections = self.folder / "collections"
        namespace = collections / "ansible_collections" / "osa"
        namespace.mkdir(parents=True, exist_ok=True)
        if not (namespace / "sources").exists():
            (namespace / "sources").symlink_to(ROOT)
        return {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(ROOT / "python"),
            "OSA_SOURCES_LIBRARY": os.environ["OSA_SOURCES_LIBRARY"],
            "ANSIBLE_LOOKUP_PLUGINS": str(ROOT / "plugins/lookup"),
            "ANSIBLE_FILTER_PLUGINS": str(ROOT / "plugins/filter"),
            "ANSIBLE_COLLECTIONS_PATH": str(collections),
            "ANSIBLE_NOCOWS": "1",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "False",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "False",
            "ANSIBLE_RETRY_FILES_ENABLED": "False",
        }

    def play(self, tasks, *arguments, variables=None, inventory=None, hosts="localhost", environment=None, vars_files=()):
        """Runs one play without facts. `tasks` is JSON-able, as YAML would have it."""
        play = {
            "hosts": hosts,
            "connection": "local",
            "gather_facts": False,
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}", **(variables or {})},
            "vars_files": list(vars_files),
            "tasks": tasks,
        }
        book = self.folder / "play.yml"
        book.write_text(json.dumps([play]), encoding="utf-8")
        command = [str(self.bin / "ansible-playbook"), str(book), *arguments]
        if inventory:
            command += ["-i", str(inventory)]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=180, cwd=self.folder,
            env={**self.environment(), **(environment or {})})

    def value(self, expression, *arguments, **play):
        """What a template gives in a play, by way of a file; the play must succeed."""
        target = self.folder / "value.json"
        result = self.play(
            [{"ansible.builtin.copy": {"content": "{{ value | to_json }}", "dest": str(target)}, "run_once": True,
              "vars": {"value": expression}}],
            *arguments, **play)
        assert result.returncode == 0, result.stdout + result.stderr
        value = json.loads(target.read_text(encoding="utf-8"))
        if isinstance(value, dict) and "format" in value and "diagnostics" in value:
            schema("plan" if "fetch" in value and "wheels" in value else "catalogue").validate(value)
        return value


@functools.lru_cache(maxsize=None)
def schema(document):
    """What the lookup returns is checked against the published schema wherever a test looks at it."""
    import jsonschema

    text = (ROOT / f"docs/reference/schema/{document}.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


def pytest_configure():
    library = ROOT / ".build/release/libosa_sources.so"
    os.environ.setdefault("OSA_SOURCES_LIBRARY", str(library))


@pytest.fixture(scope="session", params=list(VENVS))
def ansible_version(request, tmp_path_factory):
    venv = ROOT / VENVS[request.param]
    if not (venv / "bin/ansible-playbook").exists():
        pytest.skip(f"no {VENVS[request.param]}: scripts/ansible_versions.sh makes it where a Python is there")
    return Ansible(request.param, venv, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def ansible(ansible_version):
    if not os.path.exists(os.environ["OSA_SOURCES_LIBRARY"]):
        pytest.skip("no release build: run `make setup`")
    return ansible_version


@pytest.fixture
def tree(tmp_path):
    """Writes a deployment: `tree({path: text})` returns its PATHs in OSA's order, those that exist."""

    def make(files):
        for name, text in files.items():
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return [str(tmp_path / name) for name in ("osa", "roles", "openstack_deploy") if (tmp_path / name).exists()]

    return make


@pytest.fixture
def nova():
    return dict(NOVA)


@pytest.fixture(scope="session")
def uv(tmp_path_factory):
    """uv in an environment of its own."""
    folder = tmp_path_factory.mktemp("uv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    done = subprocess.run(
        [str(folder / "bin/pip"), "install", "-q", "--disable-pip-version-check", "uv"], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"uv cannot be installed: {done.stderr.strip()[-200:]}")
    return folder / "bin/uv"
