# SPDX-License-Identifier: Apache-2.0
"""Effective constraints beside `packaging` and beside real resolvers."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from packaging.requirements import Requirement

from deployments import ROOT

DATA = ROOT.parent / "shared/data/constraints"
PYTHONS = ["2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]

#: What a release shipped: its own pins over an upper-constraints that says otherwise.
PAIRS = {
    "33.0.1": (
        'numpy==2.2.6;python_version<"3.11"\nnumpy==2.3.5;python_version>="3.11"\n'
        'Django==4.2.28;python_version<"3.13"\nDjango==5.2.8;python_version>="3.13"\n',
        "numpy===2.2.6\nDjango===4.2.28\n",
    ),
    "master": (
        'numpy==2.2.6;python_version<"3.11"\nnumpy==2.3.5;python_version>="3.11"\n',
        "numpy===2.4.6\nDjango===5.2.8\n",
    ),
}

needs_library = pytest.mark.skipif(
    not os.path.exists(os.environ.get("OSA_SOURCES_LIBRARY", "")), reason="no release build: run `make setup`")


def constraints(layers, python=None):
    import osa_sources

    return osa_sources.constraints(layers=layers, python=python)


def environment(python):
    """The marker environment that the library takes for a Python."""
    return constraints([], python)["environment"]


# beside packaging


@needs_library
@pytest.mark.skipif(not DATA.is_dir(), reason="no shared constraints beside the checkout")
@pytest.mark.parametrize("python", PYTHONS)
def test_every_upper_constraints_selects_what_packaging_selects(python):
    files = sorted(DATA.glob("upper-constraints-*.txt"))
    assert files
    marker_environment = {**environment(python), "extra": ""}
    for path in files:
        expected = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            text = re.sub(r"(^|\s)#.*$", "", line).strip()
            if not text:
                continue
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(marker_environment):
                expected.setdefault(re.sub(r"[-_.]+", "-", requirement.name).lower(), requirement.specifier)
        found = constraints([{"name": "upper", "file": str(path)}], python)["constraints"]
        assert {entry["name"]: str(Requirement(entry["constraint"]).specifier) for entry in found} == {
            name: str(specifier) for name, specifier in expected.items()}, path.name


@needs_library
@pytest.mark.skipif(not DATA.is_dir(), reason="no shared constraints beside the checkout")
@pytest.mark.parametrize("path", sorted(DATA.glob("upper-constraints-*.txt")), ids=lambda path: path.stem)
def test_upper_constraints_print_back_equal(path):
    """Modulo comments and order."""
    def lines(texts):
        return sorted(
            (str(requirement.name), str(requirement.specifier), str(requirement.marker or ""))
            for requirement in map(Requirement, texts))

    written = [re.sub(r"(^|\s)#.*$", "", line).strip() for line in path.read_text(encoding="utf-8").splitlines()]
    found = constraints([{"name": "upper", "file": str(path)}])
    printed = [entry["constraint"] for entry in found["constraints"]]
    repeated = [found for found in found["diagnostics"] if found["code"] == "OSA304"]
    if not repeated:
        assert lines(printed) == lines(line for line in written if line)
    else:
        assert len(printed) <= len(written)


# beside real resolvers


def wheel(folder, name, version):
    """The smallest distribution that a resolver takes."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    for name, versions in {"numpy": ["2.2.6", "2.3.5", "2.4.6"], "django": ["4.2.28", "5.2.8"]}.items():
        for version in versions:
            wheel(folder, name, version)
    return folder


def interpreters():
    """Real interpreters by minor version, from PATH and from pyenv."""
    found = {}
    for minor in ("3.10", "3.11", "3.12", "3.13"):
        candidates = sorted(pathlib.Path.home().glob(f".pyenv/versions/{minor}.*/bin/python"), reverse=True)
        candidates += [pathlib.Path(path) for path in [shutil.which(f"python{minor}")] if path]
        for candidate in candidates:
            done = subprocess.run(
                [str(candidate), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True)
            if done.returncode == 0 and done.stdout.strip() == minor:
                found[minor] = candidate
                break
    return found


INTERPRETERS = interpreters()


@pytest.fixture(scope="module")
def pip(tmp_path_factory):
    """A pip of a Python, in an environment without anything else."""
    made = {}

    def make(python):
        if python not in made:
            folder = tmp_path_factory.mktemp("pip")
            subprocess.run([str(INTERPRETERS[python]), "-m", "venv", str(folder)], check=True)
            made[python] = folder / "bin/pip"
        return made[python]

    return make


def effective_file(release, folder):
    pins, upper = PAIRS[release]
    document = constraints([{"name": "pins", "text": pins}, {"name": "upper", "text": upper}])
    path = folder / "effective.txt"
    path.write_text("\n".join(entry["constraint"] for entry in document["constraints"]) + "\n", encoding="utf-8")
    return [path]


def raw_files(release, folder):
    paths = []
    for name, text in zip(("pins.txt", "upper.txt"), PAIRS[release]):
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(folder / name)
    return paths


def resolve_with_uv(uv, python, files, wheels, folder):
    command = [str(uv), "pip", "compile", "-", "--python-version", python, "--no-index", "--find-links", str(wheels),
               "--no-header", "--no-annotate", "--offline", "--python", sys.executable]
    for path in files:
        command += ["--constraint", str(path)]
    done = subprocess.run(
        command, input="numpy\nDjango\n", capture_output=True, text=True, cwd=folder, timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "UV_CACHE_DIR": str(folder / "cache")})
    return done.returncode, dict(line.lower().split("==") for line in done.stdout.split() if "==" in line), done.stderr


def resolve_with_pip(pip, files, wheels):
    command = [str(pip), "install", "--dry-run", "--no-index", "--find-links", str(wheels), "--disable-pip-version-check",
               "numpy", "Django"]
    for path in files:
        command += ["--constraint", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    found = re.search(r"Would install (.*)", done.stdout)
    versions = dict(entry.lower().rsplit("-", 1) for entry in found.group(1).split()) if found else {}
    return done.returncode, versions, done.stderr


EXPECTED = {
    ("33.0.1", "3.10"): ("2.2.6", "4.2.28"), ("33.0.1", "3.11"): ("2.3.5", "4.2.28"),
    ("33.0.1", "3.12"): ("2.3.5", "4.2.28"), ("33.0.1", "3.13"): ("2.3.5", "5.2.8"),
    ("master", "3.10"): ("2.2.6", "5.2.8"), ("master", "3.11"): ("2.3.5", "5.2.8"),
    ("master", "3.12"): ("2.3.5", "5.2.8"), ("master", "3.13"): ("2.3.5", "5.2.8"),
}
CASES = sorted(EXPECTED)


@needs_library
@pytest.mark.parametrize("release, python", CASES)
def test_uv_resolves_the_effective_file_and_not_the_pair(uv, wheels, tmp_path, release, python):
    numpy, django = EXPECTED[release, python]
    status, versions, errors = resolve_with_uv(uv, python, effective_file(release, tmp_path), wheels, tmp_path)
    assert status == 0, errors
    assert versions == {"numpy": numpy, "django": django}
    status, _, errors = resolve_with_uv(uv, python, raw_files(release, tmp_path), wheels, tmp_path)
    assert (status == 0) == ((release, python) == ("33.0.1", "3.10")), errors


@needs_library
@pytest.mark.parametrize("release, python", CASES)
def test_pip_resolves_the_effective_file_and_not_the_pair(pip, wheels, tmp_path, release, python):
    if python not in INTERPRETERS:
        pytest.skip(f"no Python {python} here")
    numpy, django = EXPECTED[release, python]
    status, versions, errors = resolve_with_pip(pip(python), effective_file(release, tmp_path), wheels)
    assert status == 0, errors
    assert versions == {"numpy": numpy, "django": django}
    status, _, errors = resolve_with_pip(pip(python), raw_files(release, tmp_path), wheels)
    assert (status == 0) == ((release, python) == ("33.0.1", "3.10")), errors


@needs_library
def test_both_tools_take_the_arguments_of_the_filter(uv, pip, wheels, tmp_path):
    sys.path.insert(0, str(ROOT / "plugins/filter"))
    try:
        from pip_arguments import pip_arguments
    except ImportError:
        pytest.skip("no ansible-core beside pytest")
    [path] = effective_file("33.0.1", tmp_path)
    python = next(iter(INTERPRETERS))
    executable = pip(python)
    version = re.search(r"pip (\S+)", subprocess.run([str(executable), "--version"], capture_output=True, text=True).stdout)
    how = {"constraints": str(path), "find_links": [str(wheels)]}
    done = subprocess.run(
        [str(executable), "install", "--dry-run"]
        + pip_arguments(["numpy", "Django"], pip_version=version.group(1), **how), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [str(uv), "pip", "install", "--dry-run", "--offline", "--python", str(executable.parent / "python")]
        + pip_arguments(["numpy", "Django"], tool="uv", **how), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
