# SPDX-License-Identifier: Apache-2.0
"""What `check` prints and writes is what its schemas say."""
import json
import pathlib

import jsonschema
import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

SHA = "d5b82e107e46a8e29483c22f9713335f2e028939"


@pytest.fixture
def deployment(tmp_path):
    folder = tmp_path / "osa" / "inventory" / "group_vars" / "nova_all"
    folder.mkdir(parents=True)
    (folder / "source git.yml").write_text(
        f"nova_git_repo: https://opendev.org//openstack/nova\nnova_git_install_branch: {SHA}\n"
        f"nova_git_install_branch: {SHA[::-1]}\nnova_git_track_branch: 2023.10\n", encoding="utf-8")
    return tmp_path


def test_json_is_valid(run, schema, deployment):
    found = json.loads(run("check", "--format", "json", "osa", folder=deployment).stdout)
    jsonschema.Draft7Validator(schema("diagnostics")).validate(found)
    assert [entry["code"] for entry in found["diagnostics"]] == ["OSA122", "OSA012", "OSA103"]


def test_catalogue_is_valid(run, schema, deployment):
    found = json.loads(run("catalogue", "--format", "json", "osa", folder=deployment).stdout)
    jsonschema.Draft7Validator(schema("catalogue")).validate(found)


def test_baseline_is_valid_and_takes_its_findings_back(run, schema, deployment):
    written = run("check", "--write-baseline", "known.json", "osa", folder=deployment)
    assert (written.returncode, written.stdout) == (0, "")
    known = json.loads((deployment / "known.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema("baseline")).validate(known)
    assert len(known["findings"]) == 3
    clean = run("check", "--baseline", "known.json", "osa", folder=deployment)
    assert (clean.returncode, clean.stdout) == (0, "")


def test_a_baseline_survives_shifted_lines_and_lets_new_findings_through(run, deployment):
    run("check", "--write-baseline", "known.json", "osa", folder=deployment)
    path = next(pathlib.Path(deployment, "osa").rglob("*.yml"))
    path.write_text(
        "# moved\n\n" + path.read_text(encoding="utf-8") + "glance_git_track_branch: 1.10\n", encoding="utf-8")
    found = run("check", "--baseline", "known.json", "--diagnostics", "concise", "osa", folder=deployment)
    assert found.returncode == 1
    assert found.stdout.count("\n") == 1 and "glance_git_track_branch" in found.stdout


@pytest.mark.parametrize("paths", [
    ["osa"], ["./osa/"], ["osa/inventory"], ["osa/inventory/group_vars/nova_all/source git.yml"], ["{}"], ["{}/osa"],
    ["{}/osa/inventory/group_vars/nova_all/source git.yml"]])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_baseline_holds_however_its_files_are_named(run, deployment, tmp_path_factory, paths, elsewhere):
    run("check", "--write-baseline", "known.json", "osa", folder=deployment)
    (deployment / ".osa-sources.yml").write_text("baseline: known.json\n", encoding="utf-8")
    paths = [path.format(deployment) for path in paths]
    folder = tmp_path_factory.mktemp("elsewhere") if elsewhere else deployment
    if elsewhere and not paths[0].startswith("/"):
        paths = [f"{deployment}/{path}" for path in paths]
    assert (found := run("check", *paths, folder=folder)).returncode == 0 and found.stdout == ""
    # Without the file beside it the findings are there.
    (deployment / ".osa-sources.yml").unlink()
    assert run("check", *paths, folder=folder).returncode == 1


# The required members and the fixed words of SARIF 2.1.0 (OASIS, sections 3.13 to 3.30), as far as they can occur.
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
PLACE = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object", "required": ["uri"], "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/:%-]+$"}}},
                "region": {
                    "type": "object", "required": ["startLine", "startColumn"], "additionalProperties": False,
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1}}}}}},
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object", "required": ["id"], "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^OSA[0-9]{3}$"}, "name": {"type": "string"},
        "shortDescription": MESSAGE, "help": MESSAGE, "helpUri": {"type": "string"},
        "defaultConfiguration": {
            "type": "object", "additionalProperties": False, "properties": {"level": LEVEL}}}}
RESULT = {
    "type": "object", "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "additionalProperties": False,
    "properties": {
        "message": MESSAGE, "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL, "locations": {"type": "array", "items": PLACE},
        "relatedLocations": {"type": "array", "items": PLACE}, "partialFingerprints": {"type": "object"}}}
SARIF = {
    "type": "object", "required": ["version", "runs", "$schema"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"}, "version": {"const": "2.1.0"},
        "runs": {
            "type": "array", "minItems": 1,
            "items": {
                "type": "object", "required": ["tool", "results"], "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object", "required": ["driver"], "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object", "required": ["name", "rules"], "additionalProperties": False,
                                "properties": {
                                    "name": {"const": "osa-sources"}, "version": {"type": "string"},
                                    "informationUri": {"type": "string"},
                                    "rules": {"type": "array", "uniqueItems": True, "items": RULE}}}}},
                    "results": {"type": "array", "items": RESULT}}}}},
}


@pytest.mark.parametrize("paths", [["osa"], ["osa/inventory/group_vars/nova_all/nothing.d"]])
def test_sarif_has_the_required_shape(run, deployment, paths):
    (deployment / "osa/inventory/group_vars/nova_all/nothing.d").mkdir()
    found = json.loads(run("check", "--diagnostics", "sarif", *paths, folder=deployment).stdout)
    jsonschema.Draft7Validator(SARIF).validate(found)
    run_ = found["runs"][0]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run_["results"])
    if paths == ["osa"]:
        assert len(run_["results"]) == 3
        uri = run_["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "osa/inventory/group_vars/nova_all/source%20git.yml"


@pytest.mark.parametrize("paths", [["osa"], ["osa/inventory/group_vars/nova_all/nothing.d"]])
def test_sarif_is_valid_by_the_standards_own_schema(run, deployment, paths):
    """The classes are generated from OASIS's `sarif-schema-2.1.0.json`: members that it does not know are refused."""
    (deployment / "osa/inventory/group_vars/nova_all/nothing.d").mkdir()
    text = run("check", "--diagnostics", "sarif", *paths, folder=deployment).stdout
    log = Sarif.model_validate_json(text)
    assert len(log.runs) == 1
    assert len(log.runs[0].results) == (3 if paths == ["osa"] else 0)


@pytest.mark.parametrize("change", ["unknown", "level", "line", "version", "message"])
def test_the_standards_schema_refuses_what_is_wrong(run, deployment, change):
    found = json.loads(run("check", "--diagnostics", "sarif", "osa", folder=deployment).stdout)
    result = found["runs"][0]["results"][0]
    if change == "unknown":
        result["sevrity"] = "error"
    elif change == "level":
        result["level"] = "fatal"
    elif change == "line":
        result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    elif change == "version":
        found["version"] = "2.0.0"
    else:
        del result["message"]
    with pytest.raises(ValueError):
        Sarif.model_validate(found)


def test_two_runs_print_the_same_bytes(run, deployment):
    for name in ("full", "concise", "json", "github", "sarif", "summary"):
        first, second = (run("check", "--diagnostics", name, "osa", folder=deployment).stdout for _ in range(2))
        assert first == second and first
        assert "\x1b" not in first
