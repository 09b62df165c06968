# SPDX-License-Identifier: Apache-2.0
"""What is handed to users: the wheel and the collection, installed where no checkout is near."""
import os
import pathlib
import subprocess
import sys
import tarfile

import pytest

from deployments import NOVA, ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / ".build/release/libosa_sources.so").exists(), reason="no release build: run `make setup`")

CLEAN = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}


def run(*command, **options):
    options.setdefault("env", CLEAN)
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def venv(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(ROOT / "scripts/wheel.sh", env={**os.environ, "LC_ALL": "C.UTF-8"}, cwd=ROOT)
    wheel = max(ROOT.glob("dist/osa_sources-*.whl"), key=lambda path: path.stat().st_mtime)
    run(sys.executable, "-m", "venv", folder / "venv", env=os.environ)
    run(folder / "venv/bin/pip", "install", "--no-index", "--no-deps", wheel, env=os.environ)
    return folder / "venv"


@pytest.fixture
def deployment(tmp_path):
    for name, text in NOVA.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return [tmp_path / "osa", tmp_path / "roles"]


def test_the_wheel_is_named_for_what_its_binaries_need(venv):
    name = next(ROOT.glob("dist/osa_sources-*.whl")).name
    assert "-py3-none-manylinux_2_" in name


def test_the_wheel_brings_binding_and_command(venv, deployment, tmp_path):
    script = "import osa_sources, sys; print(osa_sources.library_path()); " \
        "print(osa_sources.catalogue(sys.argv[1:])['sources']['nova']['reference']['type'])"
    lines = run(venv / "bin/python", "-c", script, *deployment, cwd=tmp_path).split()
    assert pathlib.Path(lines[0]).is_relative_to(venv)
    assert lines[1] == "commit"
    assert "nova_git_install_branch" in run(venv / "bin/osa-sources", "explain", "nova", *deployment, cwd=tmp_path)


def test_the_wheel_brings_the_collection(venv):
    found = run(
        venv / "bin/python", "-c",
        "import ansible_collections.osa.sources.plugins.lookup as l; print(list(l.__path__)[0])")
    assert (pathlib.Path(found.strip()) / "osa_sources.py").exists()


def test_the_collection_holds_plugins_and_no_build(tmp_path):
    run(ROOT / ".venv/bin/ansible-galaxy", "collection", "build", "--output-path", tmp_path, ROOT,
        env={**CLEAN, "HOME": str(tmp_path)})
    with tarfile.open(next(tmp_path.glob("osa-sources-*.tar.gz"))) as archive:
        names = archive.getnames()
    assert "plugins/lookup/osa_sources.py" in names and "README.md" in names
    unwanted = ("Sources", "Tests", ".build", ".venv", "python", "scripts", "dist", "Benchmarks")
    assert not [name for name in names if name.split("/")[0].startswith(unwanted)]


def test_the_collections_documentation_is_found(ansible_version):
    text = run(
        ansible_version.bin / "ansible-doc", "-t", "lookup", "osa.sources.osa_sources", env=ansible_version.environment())
    assert "select" in text and "strict" in text
