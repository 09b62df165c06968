# SPDX-License-Identifier: Apache-2.0
"""A plan's `constraints.built`, carried out by a real pip: the wheel that was built is installed, whatever the index has."""
import json
import os
import subprocess
import sys
import zipfile

import fetch_bench

BUILT = "32.1.0.dev12+gabc"
FINAL = "33.0.0"


def add_wheel(folder, version):
    with zipfile.ZipFile(folder / f"demo-{version}-py3-none-any.whl", "w") as wheel:
        info = f"demo-{version}.dist-info"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: demo\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def plan(folder):
    deployment = folder / "osa-sources.yml"
    deployment.write_text(json.dumps({
        "format": 1, "sources": {"demo": {"git": "https://h/demo", "commit": "d5b82e107e46a8e29483c22f9713335f2e028939"}},
        "venvs": {"demo": {"install": ["demo"]}}}))
    printed = subprocess.run(
        [fetch_bench.program(), "plan", "--format", "json", "--no-network", str(deployment)],
        stdout=subprocess.PIPE, check=True).stdout
    return json.loads(printed)


def taken(folder, arguments):
    """The version of demo that pip takes with the arguments in that folder."""
    assert arguments[0] == "install"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "download", "--dest", "taken",
         *arguments[1:]], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull})
    assert done.returncode == 0, done.stdout.decode()
    found, = (folder / "taken").iterdir()
    version = found.name.split("-")[1]
    found.unlink()
    return version


def test_pip_takes_the_wheel_that_was_built(tmp_path):
    """A final release beside it, as the index has one: older and newer."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for version in (BUILT, FINAL, "31.0.0"):
        add_wheel(wheels, version)
    document = plan(tmp_path)
    venv, = document["venvs"]
    step, = document["wheels"]
    assert venv["constraints"]["built"] == [{"name": "demo", "wheel": step["digest"]}]
    lines = venv["constraints"]["lines"]
    (tmp_path / "constraints.txt").write_text("".join(line + "\n" for line in lines))
    assert taken(tmp_path, venv["arguments"]) == FINAL
    pins = [f"{built['name']}=={BUILT}" for built in venv["constraints"]["built"]]
    (tmp_path / "constraints.txt").write_text("".join(line + "\n" for line in lines + pins))
    assert taken(tmp_path, venv["arguments"]) == BUILT
