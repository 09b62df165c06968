# SPDX-License-Identifier: Apache-2.0
"""The reader and the published schema take and refuse the same documents."""
import json
import random

import jsonschema
import pytest

ROUNDS = 600
SHAPE_CODES = {"OSA103", "OSA108", "OSA110", "OSA113", "OSA114"}
WORDS = ["nova", "a b", "", "2026.1", "true", "x" * 40, "refs/changes/24/923324/10", "{{ x }}", "git", "0123"]
OTHERS = [None, True, 0, 1, 1.5, -3, "text", [], ["a"], {}, {"a": 1}, [1], "1"]


class Documents:
    """Valid documents of a schema, made at random, and mutations of them."""

    def __init__(self, schema, seed):
        self.schema = schema
        self.random = random.Random(seed)

    def value(self, schema, depth=0):
        pick = self.random
        if not set(schema) - {"description"}:
            return pick.choice(OTHERS)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return pick.choice(schema["enum"])
        if "anyOf" in schema and "properties" not in schema:
            return self.value(pick.choice(schema["anyOf"]), depth + 1)
        kind = schema.get("type")
        if kind == "string":
            return self.text(schema.get("pattern"))
        if kind == "boolean":
            return pick.random() < 0.5
        if kind == "integer":
            return schema.get("minimum", 0) + pick.randrange(3)
        if kind == "null":
            return None
        if kind == "array":
            return [self.value(schema["items"], depth + 1) for _ in range(pick.randrange(3))]
        if "properties" not in schema:
            names = pick.sample(["nova", "glance", "any", "x86_64", "k1"], pick.randrange(1, 3))
            return {name: self.value(schema["additionalProperties"], depth + 1) for name in names}
        return self.record(schema, depth)

    def record(self, schema, depth):
        required = schema.get("required", [])
        excluded = [set(entry["required"]) for entry in schema.get("not", {}).get("anyOf", [])]
        found = {}
        names = list(schema["properties"])
        self.random.shuffle(names)
        for name in sorted(names, key=lambda name: name not in required):
            if name not in required and self.random.random() < 0.6:
                continue
            if any(name in pair and pair - {name} <= set(found) for pair in excluded):
                continue
            found[name] = self.value(schema["properties"][name], depth + 1)
        needed = [entry["required"][0] for entry in schema.get("anyOf", [])]
        if needed and not set(needed) & set(found):
            found = {name: found[name] for name in required if name in found}
            name = self.random.choice(needed)
            found[name] = self.value(schema["properties"][name], depth + 1)
        return found

    def text(self, pattern):
        if pattern is None:
            return self.random.choice(WORDS)
        digits = "".join(self.random.choice("0123456789abcdefABCDEF") for _ in range(64))
        versions = ["1.0", "1!2.0-RC.1.post+a_b", "v3dev", "1.0-1", "1.0a--1", "1..0", "1.0 ", "latest"]
        return self.random.choice(
            [digits, digits[:40], "refs/changes/1/2/3", "{{ x }}", "{% if x %}a{% endif %}", *versions]
        )

    def mutated(self, document):
        """The document with one change somewhere, which may or may not make it invalid."""
        document = json.loads(json.dumps(document))
        places = [(None, None)]
        self.collect(document, places)
        holder, key = self.random.choice(places[1:] or places)
        if holder is None:
            return self.random.choice(OTHERS)
        change = self.random.randrange(4)
        if change == 0:
            holder[key] = self.random.choice(OTHERS)
        elif change == 1 and isinstance(holder, dict):
            holder[self.random.choice(["unknown", key + "s", "commit", "branch", "git", "path"])] = holder.pop(key)
        elif change == 2:
            del holder[key]
        elif isinstance(holder, dict):
            holder[self.random.choice(["commit", "tag", "archive", "url", "lines", "format"])] = self.random.choice(OTHERS)
        return document

    def collect(self, value, places):
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, entry in list(pairs):
            places.append((value, key))
            self.collect(entry, places)


@pytest.fixture(scope="module")
def documents(schema):
    structured = schema("structured")
    made = Documents(structured, seed=20260)
    found = []
    for number in range(ROUNDS):
        document = made.value(structured)
        for _ in range(number % 3):
            document = made.mutated(document) if isinstance(document, dict) else document
        found.append(document)
    return found


@pytest.fixture(scope="module")
def verdicts(run, documents, tmp_path_factory):
    """Per document, the first finding of its shape."""
    root = tmp_path_factory.mktemp("documents")
    paths = []
    for number, document in enumerate(documents):
        folder = root / f"d{number:04d}"
        folder.mkdir()
        # JSON is YAML; a first line keeps Ansible's JSON dialect out of it.
        (folder / "osa-sources.yml").write_text("---\n" + json.dumps(document) + "\n", encoding="utf-8")
        paths.append(folder)
    output = json.loads(run("check", "--diagnostics", "json", *paths).stdout)
    found = {}
    for finding in output["diagnostics"]:
        if finding["code"] in SHAPE_CODES | {"OSA020"}:
            found.setdefault(finding["root"], finding)
    return found


def test_reader_and_schema_agree(schema, documents, verdicts):
    validator = jsonschema.Draft7Validator(schema("structured"))
    valid = differing = 0
    for number, document in enumerate(documents):
        if document is None:
            continue
        error = next(validator.iter_errors(document), None)
        valid += error is None
        if (error is None) != (number not in verdicts):
            differing += 1
            print(json.dumps(document), "schema:", error and error.message, "reader:", verdicts.get(number))
    assert differing == 0
    # Both kinds must be there in number, or the test proves nothing.
    assert valid > ROUNDS / 5
    assert len(documents) - valid > ROUNDS / 5


@pytest.mark.parametrize("document", ["structured", "catalogue", "diagnostics", "configuration", "baseline"])
def test_schemas_are_schemas(schema, document):
    published = schema(document)
    jsonschema.Draft7Validator.check_schema(published)
    assert published["$id"].startswith("urn:osa-sources:schema:" + document + ":")


def test_every_key_of_the_format_has_a_hover_text(schema):
    def walk(node, path):
        for name, member in node.get("properties", {}).items():
            assert member.get("description"), path + "." + name
            walk(member, path + "." + name)
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                walk(node[key], path)
        for entry in node.get("anyOf", []):
            walk(entry, path)

    walk(schema("structured"), "")
    walk(schema("configuration"), "")
