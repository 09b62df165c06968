# SPDX-License-Identifier: Apache-2.0
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def program():
    """The command: OSA_SOURCES_CLI, else the newest build of the checkout."""
    candidates = [os.environ.get("OSA_SOURCES_CLI", "")]
    candidates += [str(ROOT / ".build" / kind / "osa-sources") for kind in ("release", "debug")]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    pytest.skip("osa-sources is not built")


@pytest.fixture(scope="session")
def run(program):
    def run(*arguments, folder=None):
        return subprocess.run(
            [program, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False,
            env={**os.environ, "GITHUB_ACTIONS": "", "NO_COLOR": "1"})

    return run


@pytest.fixture(scope="session")
def schema(run):
    def schema(document):
        return json.loads(run("schema", "--document", document).stdout)

    return schema
