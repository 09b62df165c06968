# SPDX-License-Identifier: Apache-2.0
"""The filters that take one text apart, in plays of real ansible-core."""
import json
import os
import pathlib
import subprocess
import sys

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))


def templated(ansible, tmp_path, expressions):
    """What templates give in one play, by name."""
    target = tmp_path / "values.json"
    result = ansible.play(
        [{"ansible.builtin.copy": {"content": "{{ values | to_json }}", "dest": str(target)}}],
        variables={"values": expressions})
    assert result.returncode == 0, result.stdout + result.stderr
    return json.loads(target.read_text(encoding="utf-8"))


#: Lines that a pattern over `egg=` or over what stands before an `@` reads wrongly, and what they name.
LINES = {
    "git+https://opendev.org/openstack/nova@stable/2025.2#egg=nova": ("nova", "stable/2025.2", None, []),
    "git+https://h/neutron@v1#egg=neutron-vpnaas&subdirectory=vpnaas": ("neutron-vpnaas", "v1", "vpnaas", []),
    "git+https://h/n@v1#subdirectory=vpnaas&egg=neutron-vpnaas": ("neutron-vpnaas", "v1", "vpnaas", []),
    "gnocchi[keystone,mysql]@git+https://github.com/gnocchixyz/gnocchi@4.6": (
        "gnocchi", "4.6", None, ["keystone", "mysql"]),
    "Oslo_Cache @ git+ssh://git@h:22/oslo.cache.git@abc ; python_version > '3'": ("oslo-cache", "abc", None, []),
    "git+https://github.com/Kronuz/pyScss@60414f5d573315a8458b5fbcdf69e5c648c44a9a": (
        None, "60414f5d573315a8458b5fbcdf69e5c648c44a9a", None, []),
}


def test_names_come_from_the_requirement(ansible, tmp_path):
    expressions = {str(number): "{{ '%s' | osa.sources.parse_requirement }}" % line.replace("'", "''")
                   for number, line in enumerate(LINES)}
    # A Jinja string in single quotes cannot hold one: the marker is written with double quotes.
    expressions = {number: text.replace("''3''", '"3"') for number, text in expressions.items()}
    found = templated(ansible, tmp_path, expressions)
    for number, (name, reference, subdirectory, extras) in enumerate(LINES.values()):
        value = found[str(number)]
        assert value["canonical_name"] == name
        assert value["vcs"]["reference"] == reference
        assert value["subdirectory"] == subdirectory
        assert value["extras"] == extras
    assert found["5"]["inferred_name"] == "pyScss"
    assert found["4"]["marker"] == 'python_version > "3"'


def test_filters_work_by_short_name_and_in_map(ansible, tmp_path):
    found = templated(ansible, tmp_path, {
        "short": "{{ 'PyMySQL>=1' | parse_requirement }}",
        "names": "{{ ['a>=1', 'B_c'] | map('osa.sources.parse_requirement') | map(attribute='canonical_name') }}",
        "wheel": "{{ '/srv/w/oslo.cache-3.10-1-py3-none-any.whl' | parse_wheel_filename }}",
        "url": "{{ 'from https://t0k@h/x and https://u:p@h' | redact_url }}",
    })
    assert found["short"]["specifier"] == ">=1"
    assert found["names"] == ["a", "b-c"]
    assert (found["wheel"]["canonical_name"], found["wheel"]["version"], found["wheel"]["build"]) == (
        "oslo-cache", "3.10", "1")
    assert found["url"] == "from https://****@h/x and https://u:****@h"


@pytest.mark.parametrize("expression, message", [
    ("{{ 'nova=1' | osa.sources.parse_requirement }}", "column 5"),
    ("{{ 'git+https://h/a#egg=a[b]' | osa.sources.parse_requirement }}", "NAME[EXTRA] @ URL"),
    ("{{ 'a-x-py3-none-any.whl' | osa.sources.parse_wheel_filename }}", "OSA206"),
    ("{{ 1 | osa.sources.redact_url }}", "a string is needed, not int"),
])
def test_wrong_texts_fail_with_their_place(ansible, expression, message):
    result = ansible.play([{"ansible.builtin.debug": {"msg": expression}}])
    assert result.returncode != 0
    assert message in " ".join((result.stdout + result.stderr).split())


@pytest.mark.parametrize("name", ["parse_requirement", "parse_wheel_filename", "redact_url"])
def test_each_filter_is_documented(ansible, name):
    result = subprocess.run(
        [str(ansible.bin / "ansible-doc"), "-t", "filter", "--json", f"osa.sources.{name}"], capture_output=True,
        text=True, env=ansible.environment(), timeout=120)
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)[f"osa.sources.{name}"]
    assert document["doc"]["short_description"]
    assert document["examples"] and document["return"]["_value"]["description"]


def test_documents_fit_their_schema():
    if not os.path.exists(os.environ["OSA_SOURCES_LIBRARY"]):
        pytest.skip("no release build: run `make setup`")
    import osa_sources

    schema = json.loads((ROOT / "docs/reference/schema/parse.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    for line in [*LINES, "a>=1,<2", "-e ./x", "a==1 --hash=sha256:0 -C a=b", "./x[y]", "https://h/a-1-py3-none-any.whl"]:
        validator.validate(osa_sources.parse(requirement=line))
        validator.validate(osa_sources.parse(url=line))
    validator.validate(osa_sources.parse(wheel_filename="a-1-1x-py2.py3-none-any.whl"))
    validator.validate(osa_sources.parse(sdist_filename="a-1.tar.gz"))


#: Whatever a line can have, so that the two layouts must say the same.
MIXED = (
    "a===1\n  B_c.d >=2, <3 ; os_name=='x' # why\nx[extra]==1\ny @ git+https://h/y@v1#egg=y&subdirectory=s\n"
    "z==1 --hash=sha256:" + "ab" * 32 + "\nhttps://h/w-1-py3-none-any.whl\ngit+https://h/q@v\n./local\ne\n-c more.txt\n"
    "f===1,==\x7f,2\n\u00e9===1\n"
)


@pytest.mark.parametrize("text", [MIXED, "", "a==1\n", "a==1\n" * 1500 + "-c more.txt\n" + MIXED])
def test_entries_say_the_same_in_either_layout(tmp_path, text):
    if not os.path.exists(os.environ["OSA_SOURCES_LIBRARY"]):
        pytest.skip("no release build: run `make setup`")
    import osa_sources

    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    (tmp_path / "more.txt").write_text("m>=1\n", encoding="utf-8")
    path = str(tmp_path / "r.txt")
    listed = osa_sources.parse(requirement_file=path, entries=True)["requirement_file"]
    found = osa_sources.parse(requirement_file=path)["requirement_file"]
    assert found == listed
    columns = osa_sources.parse(requirement_file=path, entries="columns")
    schema = json.loads((ROOT / "docs/reference/schema/parse.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(columns)
    entries = osa_sources.Entries(columns["requirement_file"]["entries"])
    assert list(entries) == listed["entries"] and entries == listed["entries"]
    assert [entries[index] for index in range(len(entries))] == listed["entries"]
    assert entries[-3:] == listed["entries"][-3:] and entries != [1]
    assert isinstance(found["entries"], list) == (len(entries) <= 1000)
    with pytest.raises(IndexError):
        entries[len(entries)]


def test_a_requirement_file_is_read_with_its_faults(tmp_path):
    if not os.path.exists(os.environ["OSA_SOURCES_LIBRARY"]):
        pytest.skip("no release build: run `make setup`")
    import osa_sources

    (tmp_path / "c.txt").write_text("a===1;python_version<'3.9'\n-r gone.txt\nb==\n", encoding="utf-8")
    document = osa_sources.parse(requirement_file=str(tmp_path / "c.txt"), constraint=True)
    schema = json.loads((ROOT / "docs/reference/schema/parse.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(document)
    found = document["requirement_file"]
    assert [entry["specifier"] for entry in found["entries"]] == ["===1"]
    assert [(fault["code"], fault["line"]) for fault in found["diagnostics"]] == [("OSA204", 2), ("OSA201", 3)]
