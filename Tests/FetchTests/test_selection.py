# SPDX-License-Identifier: Apache-2.0
"""Fetched is what the plan of the same options fetches."""
import json
import subprocess

import fetch_bench
import pytest

INVENTORY = """
[nova_all]
compute1
[glance_all]
image1
"""


@pytest.fixture
def chosen(bench):
    commits = {name: bench.make(name)[-1] for name in ("nova", "glance", "driver", "unused")}
    (bench.folder / "inventory.ini").write_text(INVENTORY)
    bench.deployment.write_text(json.dumps({
        "format": 1,
        "sources": {name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()},
        "venvs": {
            "nova": {"groups": ["nova_all"], "install": ["nova"], "optional": {"ironic": ["driver"]}},
            "glance": {"groups": ["glance_all"], "install": ["glance"]}}}))
    return bench


@pytest.mark.parametrize("arguments, expected", [
    ([], {"nova", "glance"}),
    (["--service", "nova"], {"nova"}),
    (["--service", "nova", "--optional", "nova.ironic"], {"nova", "driver"}),
    (["--group", "glance_all"], {"glance"}),
    (["--inventory", "inventory.ini", "--host", "compute1"], {"nova"}),
    (["--only", "unused"], {"unused"}),
    (["--all-sources"], {"nova", "glance", "driver", "unused"}),
])
def test_the_selection_is_the_plans(chosen, arguments, expected):
    outcome = chosen.fetch(*arguments)
    assert outcome.status == 0, outcome.stderr
    assert outcome.named("fetched") == expected
    if not {"--only", "--all-sources"} & set(arguments):
        planned = subprocess.run(
            [fetch_bench.program(), "plan", "--format", "json", *arguments, str(chosen.deployment)], cwd=chosen.folder,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert {step["name"] for step in json.loads(planned.stdout)["fetch"]} == expected


def test_a_wrong_selection_is_an_error(chosen):
    outcome = chosen.fetch("--service", "novva")
    assert outcome.status == 1
    assert "error[OSA406]" in outcome.stderr and "did you mean `nova`?" in outcome.stderr
    assert outcome.sources == {}


def test_a_selection_beside_names_is_refused(chosen):
    assert chosen.fetch("--service", "nova", "--only", "glance").status not in (0, 1)
