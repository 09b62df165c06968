# SPDX-License-Identifier: Apache-2.0
"""What a plan has pip told, carried out by a real pip: which constraint decides the tools that build (decision 0060)."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile

import fetch_bench
import pytest

PIP = [os.environ.get("OSA_SOURCES_PIP_PYTHON") or sys.executable, "-m", "pip"]
BACKEND = """import base64, hashlib, pathlib, zipfile

def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name = "proj-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("built_with.txt", "{version}")
        wheel.writestr("proj-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: proj\\nVersion: 1.0\\n")
        wheel.writestr("proj-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("proj-1.0.dist-info/RECORD", "")
    return name
"""


def version():
    text = subprocess.run([*PIP, "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return tuple(map(int, re.match(r"pip (\d+)\.(\d+)", text).groups()))


pytestmark = pytest.mark.skipif(
    version() < (26, 2), reason="pip 26.2 was the first whose isolated builds know --build-constraint alone; "
    "name a Python that has it with OSA_SOURCES_PIP_PYTHON")


def add_tool(folder, version):
    """A build backend under the name of a known one, which says in the wheel that it was."""
    files = {
        "flit_core/__init__.py": "", "flit_core/buildapi.py": BACKEND.replace("{version}", version),
        f"flit_core-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: flit_core\nVersion: {version}\n",
        f"flit_core-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},"
        f"{len(text.encode())}\n" for name, text in files.items())
    with zipfile.ZipFile(folder / f"flit_core-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"flit_core-{version}.dist-info/RECORD", record)


def plan(folder, lines):
    deployment = folder / "osa-sources.yml"
    deployment.write_text(json.dumps({
        "format": 1, "layers": {"pins": {"lines": lines}},
        "sources": {"proj": {"git": "https://h/proj", "commit": "d5b82e107e46a8e29483c22f9713335f2e028939"}},
        "venvs": {"proj": {"install": ["proj"]}}}))
    printed = subprocess.run(
        [fetch_bench.program(), "plan", "--format", "json", "--no-network", str(deployment)],
        stdout=subprocess.PIPE, check=True).stdout
    return json.loads(printed)["wheels"][0]


def built_with(folder, arguments):
    """The version of the tool that built the wheel when pip gets the arguments in that folder."""
    (folder / "proj").mkdir(exist_ok=True)
    (folder / "proj" / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n')
    done = subprocess.run(
        [*PIP, "--disable-pip-version-check", "--no-cache-dir", *arguments, "./proj"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull})
    assert done.returncode == 0, done.stdout.decode()
    wheel = folder / "wheels" / "proj-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        found = archive.read("built_with.txt").decode()
    wheel.unlink()
    return found


def test_pip_builds_with_the_tool_that_the_plan_pins(tmp_path):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for number in ("1.0", "2.0"):
        add_tool(wheels, number)
    step = plan(tmp_path, ["flit_core==1.0", "numpy==1.26"])
    assert step["build_constraints"] == ["flit_core==1.0"]
    (tmp_path / "build-constraints.txt").write_text("".join(line + "\n" for line in step["build_constraints"]))
    assert built_with(tmp_path, step["arguments"]) == "1.0"
    free = plan(tmp_path, ["numpy==1.26"])
    assert free["build_constraints"] == [] and free["digest"] != step["digest"]
    assert built_with(tmp_path, free["arguments"]) == "2.0"


def test_a_constraint_of_what_is_installed_decides_no_tool(tmp_path):
    """Why the plan says it apart: pip gives an isolated build none of `--constraint`."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for number in ("1.0", "2.0"):
        add_tool(wheels, number)
    step = plan(tmp_path, ["flit_core==1.0"])
    (tmp_path / "build-constraints.txt").write_text("flit_core==1.0\n")
    arguments = ["--constraint" if word == "--build-constraint" else word for word in step["arguments"]]
    assert "--constraint" in arguments and built_with(tmp_path, arguments) == "2.0"
