# SPDX-License-Identifier: Apache-2.0
"""The filters `effective_constraints` and `pip_arguments`, and the lookup's view `constraints`, in plays."""
import pytest

PINS = ["numpy==2.2.6;python_version<'3.11'", "numpy==2.3.5;python_version>='3.11'"]
UPPER = "# a comment\nnumpy===2.2.6\nPyMySQL===1.1.2\nnova===33.0.0\n"
STACK = {"user": ["PyMySQL==1.1.1"], "pins": PINS, "upper": UPPER}


def effective(ansible, options="", layers=None, name="osa.sources.effective_constraints"):
    """What the filter makes of layers; variables of the play, because Ansible doubles backslashes in templates."""
    return ansible.value("{{ stack | %s(%s) }}" % (name, options), variables={"stack": STACK if layers is None else layers})


def play(ansible, expression, value):
    return ansible.play([{"ansible.builtin.debug": {"msg": expression}}], variables={"stack": value})


@pytest.mark.parametrize("name", ["effective_constraints", "osa.sources.effective_constraints"])
def test_first_speaking_layer_wins(ansible, name):
    assert effective(ansible, name=name) == [
        "nova===33.0.0",
        'numpy==2.2.6; python_version < "3.11"',
        'numpy==2.3.5; python_version >= "3.11"',
        "PyMySQL==1.1.1",
    ]


def test_one_python(ansible):
    assert effective(ansible, "python='3.12', built=['nova']") == ["numpy==2.3.5", "PyMySQL==1.1.1"]
    assert effective(ansible, "python='3.10', relax=['numpy']")[1] == "numpy>=2.2.6"


def test_every_python_of_one_machine(ansible):
    layers = {"pins": ["a==2;platform_machine=='aarch64' and python_version>='3.12'"], "upper": ["a===1"]}
    assert effective(ansible, "environment={'platform_machine': 'aarch64'}", layers) == [
        'a==2; python_version >= "3.12"', 'a===1; python_version < "3.12"'
    ]
    assert effective(ansible, "environment={'platform_machine': 'x86_64'}", layers) == ["a===1"]


def test_layers_as_a_list_of_files_texts_and_lines(ansible, tmp_path):
    (tmp_path / "pins.txt").write_text("numpy==2.3.5\n", encoding="utf-8")
    layers = [
        {"name": "user", "lines": ["PyMySQL==1.1.1"]},
        {"name": "pins", "file": str(tmp_path / "pins.txt")},
        {"name": "upper", "text": UPPER},
    ]
    assert effective(ansible, layers=layers) == ["nova===33.0.0", "numpy==2.3.5", "PyMySQL==1.1.1"]


def test_origins_say_layer_file_line_and_what_is_shadowed(ansible):
    entries = effective(ansible, "origins=true, python='3.12'")
    numpy = [entry for entry in entries if entry["name"] == "numpy"][0]
    assert (numpy["layer"], numpy["line"], numpy["specifier"]) == ("pins", 2, "==2.3.5")
    assert [(other["layer"], other["line"], other["conflicts"]) for other in numpy["shadowed"]] == [("upper", 2, True)]


@pytest.mark.parametrize(
    "layers, options, message",
    [
        ({"user": ["numpy[x]==1"]}, "", "has extras"),
        ({"user": ["numpy=1"]}, "", "OSA303"),
        ([{"nmae": "user", "lines": []}], "", "unknown key `nmae`"),
        (["user"], "", "a layer is not an object"),
        ("user", "", "layers are a mapping or a list"),
        ({"user": []}, "python='three'", "no Python version"),
        ({"user": []}, "python='3.12', environment={'sys_plattform': 'linux'}", "no marker variable"),
        ({"user": []}, "replace=['numpy==']", "no constraint"),
        ([{"name": "user", "lines": []}, {"name": "user", "lines": []}], "", "gives the layer `user` twice"),
    ],
)
def test_what_cannot_be_merged_says_why(ansible, layers, options, message):
    result = play(ansible, "{{ stack | osa.sources.effective_constraints(%s) }}" % options, layers)
    assert result.returncode != 0
    assert message in (result.stdout + result.stderr).replace("\\n", " ")


def test_findings_are_warnings(ansible):
    layers = {"pins": ["a==1", "a==2"]}
    result = play(ansible, "{{ stack | osa.sources.effective_constraints(remove=['b']) }}", layers)
    output = " ".join((result.stdout + result.stderr).split())
    assert result.returncode == 0, output
    assert "OSA304" in output and "OSA310" in output


# pip_arguments


def arguments(ansible, value, options, name="osa.sources.pip_arguments"):
    return ansible.value("{{ stack | %s(%s) }}" % (name, options), variables={"stack": value})


VENV = {
    "requirements": [
        {"requirement": "git+https://x.example/nova@abc#egg=nova", "name": "nova", "source": "nova"},
        {"requirement": "PyMySQL>=1", "name": "pymysql", "source": None},
        {"requirement": "libvirt-python==6.6.0", "name": "libvirt-python", "source": None, "alternative": "redhat"},
    ],
    "user": [{"requirement": "PyMySQL>=1", "name": "pymysql", "source": None}],
    "optional": {"ironic": [{"requirement": "python-ironicclient", "name": "python-ironicclient", "source": None}]},
}


def test_wheels_alone_and_no_index(ansible):
    assert arguments(ansible, VENV, "find_links=['/w'], constraints='/c.txt', built={'Nova': '33.0.1'}") == [
        "--no-index", "--find-links", "/w", "--isolated", "--constraint", "/c.txt", "--build-constraint", "/c.txt",
        "nova===33.0.1", "PyMySQL>=1",
    ]


def test_one_index_for_uv_with_optional_sets_and_alternatives(ansible):
    options = "index_url='https://i.example/simple', tool='uv', optional=['ironic'], alternatives=['redhat']"
    assert arguments(ansible, VENV, options, "pip_arguments") == [
        "--index-url", "https://i.example/simple", "--no-config", "git+https://x.example/nova@abc#egg=nova", "PyMySQL>=1",
        "libvirt-python==6.6.0", "python-ironicclient",
    ]


def test_main_holds_where_no_other_file_does(ansible):
    names = [("every", None), ("main", "main"), ("deb", "debian"), ("src", "source_install")]
    entries = [{"requirement": name, "name": name, "source": None, "alternative": of} for name, of in names]
    venv = {"requirements": entries, "user": [dict(entries[1], requirement="own")]}

    def chosen(alternatives):
        return arguments(ansible, venv, "find_links='/w', alternatives=%r" % alternatives)[4:]

    assert chosen([]) == ["every", "main", "own"]
    assert chosen(["redhat", "source_install"]) == ["every", "main", "src", "own"]
    assert chosen(["debian", "source_install"]) == ["every", "deb", "src", "own"]
    venv["empty_alternatives"] = {"requirements": ["redhat-9"], "user": ["debian"]}
    assert chosen(["debian"]) == ["every", "deb"]
    assert chosen(["redhat-9"]) == ["every", "own"]


def test_build_constraints_of_their_own_none_or_of_an_old_pip(ansible):
    def flags(options):
        return arguments(ansible, ["a"], "find_links='/w', constraints='/c', " + options)[6:-1]

    assert flags("build_constraints='/b'") == ["--build-constraint", "/b"]
    assert flags("build_constraints=''") == []
    assert flags("pip_version='23.2.1'") == []
    assert flags("pip_version='26.3'") == ["--build-constraint", "/c"]


@pytest.mark.parametrize(
    "value, options, message",
    [
        (["a"], "", "give index_url or find_links"),
        (["--index-url=x"], "find_links='/w'", "is an option"),
        ({"optional": {"b": []}}, "find_links='/w', optional=['a']", "no optional set a; it has: b"),
        ([{"requirement": "some text", "unresolved": True}], "find_links='/w'", "still holds a variable"),
        ("a", "find_links='/w'", "give a venv or a list of requirements"),
        (["a"], "find_links='/w', tool='conda'", "pip or uv"),
    ],
)
def test_what_has_no_arguments_says_why(ansible, value, options, message):
    result = play(ansible, "{{ stack | osa.sources.pip_arguments(%s) }}" % options, value)
    assert result.returncode != 0
    assert message in result.stdout + result.stderr


# the lookup's view


def test_view_constraints_of_a_venv(ansible, tree, nova):
    nova["osa/global-requirement-pins.txt"] = "numpy==2.3.5;python_version>='3.11'\nnova==1\n"
    paths = ", ".join(repr(path) for path in tree(nova))
    layers = [{"name": "upper", "text": UPPER}]
    options = "view='constraints', venv='nova', layers=given"
    given = {"given": layers}
    # As pairs: the helper holds every whole document against the catalogue's schema.
    document = ansible.value("{{ lookup('osa_sources', %s, %s) | dict2items }}" % (paths, options), variables=given)
    document = {entry["key"]: entry["value"] for entry in document}
    assert [entry["constraint"] for entry in document["constraints"]] == [
        'numpy==2.3.5; python_version >= "3.11"', 'numpy===2.2.6; python_version < "3.11"', "PyMySQL===1.1.2"]
    assert document["built"][0]["source"] == "nova"
    one = ansible.value(
        "{{ (lookup('osa_sources', %s, %s, python='3.10')).constraints | map(attribute='constraint') }}" % (paths, options),
        variables=given)
    assert one == ["numpy===2.2.6", "PyMySQL===1.1.2"]
    changed = ansible.value(
        "{{ (lookup('osa_sources', %s, %s, remove=['PyMySQL'], relax=['numpy'], environment={'python_version': '3.12'}))"
        ".constraints | map(attribute='constraint') }}" % (paths, options),
        variables=given)
    assert changed == ["numpy>=2.3.5"]


def test_what_was_built_keeps_its_extras_and_marker(ansible):
    venv = {"requirements": [
        {"requirement": "ceilometer[x] @ git+https://h/c@v1 ; python_version < '4'", "name": "ceilometer",
         "source": "ceilometer", "extras": ["x"], "marker": "python_version < '4'"},
        {"requirement": "gnocchi", "name": "gnocchi", "source": "gnocchi", "extras": ["keystone"],
         "address": "gnocchi[keystone] @ git+https://h/gnocchi@4.6"}]}
    assert arguments(ansible, venv, "find_links=['/w'], built={'ceilometer': '1', 'gnocchi': '4.6'}")[-2:] == [
        "ceilometer[x]===1; python_version < '4'", "gnocchi[keystone]===4.6"]
    # The bare name of a source is no release of an index.
    assert arguments(ansible, venv, "find_links=['/w'], built={'ceilometer': '1'}")[-1] == (
        "gnocchi[keystone] @ git+https://h/gnocchi@4.6")
