# SPDX-License-Identifier: Apache-2.0
"""What a name means, and what version a commit has."""
import json
import subprocess
import sys

import fetch_bench
import pytest
import upstream

FLAT = """{name}_git_repo: {url}
{name}_git_install_branch: {reference}
"""


# What the two tools that ask git say about a work tree, without the abbreviated commit.
TOOLS = """
import json, sys, warnings
warnings.simplefilter("ignore")
import setuptools_scm
from pbr import packaging
tree = sys.argv[1]
scm = setuptools_scm.get_version(tree)
print(json.dumps({
    "pbr": str(packaging._get_version_from_git_target(tree + "/.git", None).release_string()),
    "setuptools-scm": scm.split("+")[0]}))
"""


@pytest.fixture(scope="session")
def version_tools():
    """pbr and setuptools-scm, each as released, in a virtual environment of their own that is made once."""
    folder = fetch_bench.ROOT / ".venv-versions"
    python = folder / "bin" / "python"
    if subprocess.run([python, "-c", "import pbr, setuptools_scm"], stderr=subprocess.DEVNULL).returncode \
            if python.exists() else True:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pbr", "setuptools-scm",
                        "setuptools"], check=True)

    def ask(tree):
        done = subprocess.run([python, "-c", TOOLS, str(tree)], env=upstream.ENVIRONMENT, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)
    return ask


def flat(bench, name, url, reference):
    """Flat variables, whose references have no written type."""
    folder = bench.folder / "defaults" / "repo_packages"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yml"
    path.write_text(FLAT.format(name=name, url=url, reference=reference))
    bench.deployment = bench.folder / "defaults"


def test_branches_tags_commits_and_changes(bench):
    commits = bench.make("a")
    upstream.git(bench.upstream / "a.git", "update-ref", "refs/changes/24/923324/10", commits[3])
    url = bench.server.url("a")
    bench.deploy({
        "branch": {"git": url, "branch": "master"}, "tag": {"git": url, "tag": "1.2.0"},
        "commit": {"git": url, "commit": commits[4].upper()}, "change": {"git": url, "change": "refs/changes/24/923324/10"}})
    outcome = bench.fetch()
    assert outcome.status == 0, outcome.stderr
    assert {name: source["commit"] for name, source in outcome.sources.items()} == {
        "branch": commits[5], "tag": commits[1], "commit": commits[4], "change": commits[3]}
    assert outcome.sources["tag"]["version"] == "1.2.0"
    assert outcome.sources["change"]["version"] == f"1.2.1.dev2+g{commits[3][:12]}"


def test_inferred_types_are_verified(bench):
    commits = bench.make("a")
    repository = bench.upstream / "a.git"
    upstream.git(repository, "tag", "rocky", commits[0])
    upstream.git(repository, "branch", "3.0.0", commits[2])
    upstream.git(repository, "tag", "both", commits[0])
    upstream.git(repository, "branch", "both", commits[2])
    for name, reference in {"x": "rocky", "y": "3.0.0", "z": "both", "w": "nowhere", "v": "d5b82e1"}.items():
        flat(bench, name, bench.server.url("a"), reference)
    outcome = bench.fetch()
    assert outcome.status == 1
    assert outcome.sources["x"]["reference"] == {"type": "tag", "value": "rocky"}
    assert outcome.sources["x"]["commit"] == commits[0]
    assert outcome.sources["y"]["commit"] == commits[2]
    assert outcome.sources["z"]["commit"] == commits[2]
    codes = [(d["code"], d["severity"]) for d in outcome.document["diagnostics"]]
    assert codes.count(("OSA514", "warning")) == 2 and codes.count(("OSA515", "warning")) == 1
    assert codes.count(("OSA507", "error")) == 2
    assert outcome.named("failed") == {"w", "v"}


def test_written_types_are_binding(bench):
    bench.make("a")
    bench.deploy({"a": {"git": bench.server.url("a"), "branch": "1.2.0"}})
    outcome = bench.fetch()
    assert outcome.status == 1 and outcome.sources["a"]["failure"]["kind"] == "wrong-type"


@pytest.mark.parametrize("memory", ["cache", "destination"])
def test_a_moved_tag_is_an_error_unless_allowed(bench, memory):
    commits = bench.make("a")
    bench.deploy({"a": {"git": bench.server.url("a"), "tag": "1.2.0"}})
    options = {"cache": (["--cache", bench.cache], False), "destination": ([], True)}[memory]

    def fetch(*arguments):
        return bench.fetch(*options[0], *arguments, into=options[1])

    assert fetch().status == 0
    upstream.git(bench.upstream / "a.git", "tag", "-f", "1.2.0", commits[3])
    moved = fetch()
    assert moved.status == 1 and moved.sources["a"]["failure"]["kind"] == "moved-tag"
    assert commits[1] in moved.stderr and commits[3] in moved.stderr
    allowed = fetch("--allow-moved-tags")
    assert allowed.status == 0 and allowed.sources["a"]["commit"] == commits[3]
    assert [d["severity"] for d in allowed.document["diagnostics"] if d["code"] == "OSA509"] == ["warning"]
    assert fetch().status == 0


def test_offline_takes_only_what_is_there(bench):
    commits = bench.make("a")
    bench.make("b")
    url = bench.server.url("a")
    bench.deploy({"a": {"git": url, "commit": commits[4]}, "t": {"git": url, "tag": "1.2.0"}})
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    bench.deploy({
        "a": {"git": url, "commit": commits[4]}, "t": {"git": url, "tag": "1.2.0"},
        "other": {"git": url, "commit": commits[0]}, "m": {"git": url, "branch": "master"}})
    before = len(bench.server.requests)
    outcome = bench.fetch("--cache", bench.cache, "--offline")
    assert len(bench.server.requests) == before
    assert outcome.named("cached") == {"a", "t"}
    assert {outcome.sources[name]["failure"]["kind"] for name in ("other", "m")} == {"not-cached"}


def test_what_somebody_changed_is_never_replaced(bench):
    commits = bench.make("a")
    (bench.out / "foreign").mkdir(parents=True)
    (bench.out / "foreign" / "work").write_text("mine")
    (bench.out / "link").symlink_to(bench.folder)
    url = bench.server.url("a")
    bench.deploy({"edited": {"git": url, "commit": commits[4]}, "clean": {"git": url, "commit": commits[4]}})
    assert bench.fetch().status == 0
    (bench.out / "edited" / "file1.txt").write_text("mine")
    (bench.out / "clean" / "build.log").write_text("a build's own files do not count")
    bench.deploy({name: {"git": url, "commit": commits[5]} for name in ("edited", "clean", "foreign", "link")})
    outcome = bench.fetch()
    assert outcome.named("fetched") == {"clean"} and bench.head("clean") == commits[5]
    assert {outcome.sources[n]["failure"]["kind"] for n in ("edited", "foreign", "link")} == {"destination-changed"}
    assert (bench.out / "edited" / "file1.txt").read_text() == "mine"
    assert (bench.out / "foreign" / "work").read_text() == "mine"


def test_a_subdirectory_may_not_lead_out(bench):
    bench.make("a")
    work = bench.folder / "work"
    upstream.git(bench.folder, "clone", "-q", str(bench.upstream / "a.git"), str(work))
    (work / "out").symlink_to("/etc")
    (work / "in").mkdir()
    (work / "in" / "setup.py").write_text("")
    upstream.git(work, "add", "-A")
    upstream.git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "links")
    upstream.git(work, "push", "-q", "origin", "HEAD:master")
    url = bench.server.url("a")
    bench.deploy({name: {"git": url, "branch": "master", "subdirectory": name} for name in ("in", "out", "none")})
    outcome = bench.fetch()
    assert outcome.named("fetched") == {"in"} and outcome.named("failed") == {"out", "none"}


HISTORIES = [
    # tags by commit, commits, and the version of the last
    ({2: "1.2.0"}, 6, "1.2.1.dev4"), ({6: "2.0.0"}, 6, "2.0.0"), ({3: "3.0.0.0rc1"}, 6, "3.0.0.0rc2.dev3"),
    ({1: "0.9.0", 400: "1.0.0"}, 405, "1.0.1.dev5"), ({1: "0.9.0"}, 400, "0.9.1.dev399"),
    ({1: "0.9.0"}, 4500, "0.9.1.dev4499"), ({}, 5, "0.0.1.dev4"), ({2: "queens-eol"}, 4, "0.0.1.dev3"),
    ({2: "1.0.0", 3: "not-a-version"}, 4, "1.0.1.dev2"), ({2: "1.0.0"}, 66, "1.0.1.dev64"),
    ({2: "1.0.0"}, 65, "1.0.1.dev63"), ({2: "1.0.0"}, 600, "1.0.1.dev598"), ({700: "2.0.0"}, 700, "2.0.0"),
]


@pytest.mark.parametrize("tags, count, version", HISTORIES)
def test_versions_do_not_depend_on_how_much_was_fetched(bench, version_tools, tags, count, version):
    commits = bench.make("a", commits=count, size=10, tags=tags)
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[-1]}})
    short = bench.fetch()
    full = bench.fetch("--history", "full", "--cache", bench.cache, into=False)
    expected = version if version in tags.values() else f"{version}+g{commits[-1][:12]}"
    assert short.sources["a"]["version"] == full.sources["a"]["version"] == expected
    subprocess.run(["git", "clone", "-q", bench.upstream / "a.git", bench.folder / "clone"], env=upstream.ENVIRONMENT,
                   check=True)
    ours, clone = version_tools(bench.out / "a"), version_tools(bench.folder / "clone")
    assert ours == clone and ours["pbr"] == version


def asked_depths(bench):
    """The depths that the server was asked for, in order."""
    depths = []
    for request in bench.server.requests:
        body = request.body if request.is_fetch else b""
        while body:
            length = max(int(body[:4], 16), 4)
            line, body = body[4:length], body[length:]
            if line.startswith(b"deepen "):
                depths.append(int(line.split()[1]))
    return depths


@pytest.mark.parametrize("tags, count, depths", [
    ({90: "1.0.0"}, 90, [1]), ({50: "1.0.0"}, 90, [64]), ({2: "1.0.0"}, 90, [64, 512]), ({2: "a-name"}, 90, [2**31 - 1]),
    ({}, 90, [2**31 - 1])])
def test_no_more_history_is_asked_for_than_the_version_needs(bench, tags, count, depths):
    commits = bench.make("a", commits=count, tags=tags)
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[-1]}})
    assert bench.fetch().status == 0 and asked_depths(bench) == depths


def test_a_tag_of_the_commit_itself_comes_as_it_is(bench):
    """`git describe` without --tags, which pbr asks first, sees annotated tags alone."""
    commits = bench.make("a", commits=70, tags={70: "2.0.0", 3: "1.0.0"})
    upstream.git(bench.upstream / "a.git", "tag", "light", commits[-1])
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[-1]}})
    assert bench.fetch().sources["a"]["version"] == "2.0.0"
    assert upstream.git(bench.out / "a", "describe", "--exact-match") == "2.0.0"
    kinds = upstream.git(bench.out / "a", "for-each-ref", "--format=%(refname:short) %(objecttype)", "refs/tags")
    assert kinds.splitlines() == ["2.0.0 tag", "light commit"]


def test_a_branch_that_moves_under_an_old_server_has_its_whole_past(bench):
    """Between the question and the fetch the branch moves, and the server of old gives tips alone."""
    commits = bench.make("a", commits=600, size=10)
    path = bench.upstream / "a.git"
    upstream.git(path, "config", "uploadpack.allowReachableSHA1InWant", "false")
    upstream.git(path, "update-ref", "refs/heads/master", commits[-2])
    bench.server.protocol = 0

    def fault(request, number, headers):
        if number == 1:
            upstream.git(path, "update-ref", "refs/heads/master", commits[-1])
    bench.server.fault = fault
    bench.deploy({"a": {"git": bench.server.url("a"), "branch": "master"}})
    outcome = bench.fetch()
    assert outcome.status == 0, outcome.stderr
    assert bench.head("a") == commits[-2]
    assert outcome.sources["a"]["version"] == f"1.2.1.dev597+g{commits[-2][:12]}"


def test_versions_are_right_where_branches_were_merged(bench):
    """A side branch that is older than the tag and was merged after it counts as git describe counts it."""
    stream = upstream.stream(600, 10, "m", {300: "1.0.0"})
    stream += b"commit refs/heads/side\ncommitter A <a@example.org> 1600006000 +0000\ndata 2\ns\nfrom :100\n"
    stream += (b"commit refs/heads/master\ncommitter A <a@example.org> 1600100000 +0000\ndata 21\nx\n\nSem-Ver: feature\n\n"
               b"from :600\nmerge refs/heads/side\n")
    path = bench.upstream / "m.git"
    subprocess.run(["git", "init", "-q", "--bare", "--template=", "-b", "master", str(path)], env=upstream.ENVIRONMENT)
    upstream.git(path, "fast-import", "--quiet", text=stream)
    head = upstream.git(path, "rev-parse", "master")
    bench.deploy({"m": {"git": bench.server.url("m"), "commit": head}})
    outcome = bench.fetch()
    assert outcome.status == 0, outcome.stderr
    described = upstream.git(path, "describe", "--tags", "master")
    assert upstream.git(bench.out / "m", "describe", "--tags") == described
    assert outcome.sources["m"]["version"] == f"1.1.0.dev301+g{head[:12]}"


@pytest.mark.parametrize("messages, version", [
    (["x", "y", "z"], "0.0.1.dev2"), (["x", "y\n\nSem-Ver: feature", "z"], "0.1.0.dev2"),
    (["x\n\nsem-ver: bugfix, api-break", "y"], "1.0.0.dev1"), (["x"], "0.0.0")])
def test_versions_of_a_history_without_a_tag(bench, version_tools, messages, version):
    stream = b""
    for number, message in enumerate(messages, 1):
        body = message.encode() + b"\n"
        stream += b"commit refs/heads/master\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata %d\n%s" % (
            number, 1_600_000_000 + number, len(body), body)
        stream += b"M 100644 inline setup.py\ndata 1\n%d\n" % number
    path = bench.upstream / "m.git"
    subprocess.run(["git", "init", "-q", "--bare", "--template=", "-b", "master", str(path)], env=upstream.ENVIRONMENT)
    upstream.git(path, "fast-import", "--quiet", text=stream)
    head = upstream.git(path, "rev-parse", "master")
    bench.deploy({"m": {"git": bench.server.url("m"), "commit": head}})
    outcome = bench.fetch()
    assert outcome.sources["m"]["version"] == f"{version}+g{head[:12]}", outcome.stderr
    assert version_tools(bench.out / "m")["pbr"] == version


def test_a_commit_alone_has_no_version(bench):
    commits = bench.make("a")
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[4]}})
    outcome = bench.fetch("--history", "commit")
    assert outcome.sources["a"]["version"] is None
    assert upstream.git(bench.out / "a", "rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize("cache", [False, True])
def test_a_repository_of_sha_256_names(bench, cache):
    commits = bench.make("a", object_format="sha256")
    url = bench.server.url("a")
    bench.deploy({"commit": {"git": url, "commit": commits[4]}, "tag": {"git": url, "tag": "1.2.0"}})
    outcome = bench.fetch(*(["--cache", bench.cache] if cache else []))
    assert outcome.status == 0, outcome.stderr
    assert {name: source["commit"] for name, source in outcome.sources.items()} == {
        "commit": commits[4], "tag": commits[1]}
    assert len(bench.head("commit")) == 64 and bench.head("commit") == commits[4]
    assert outcome.sources["commit"]["version"] == f"1.2.1.dev3+g{commits[4][:12]}"
    assert bench.fetch().named("present") == {"commit", "tag"}
def test_a_server_with_a_part_of_the_history_gives_a_commit_and_a_remark(bench):
    commits = bench.make("whole", commits=90, tags={10: "1.0.0"})
    subprocess.run(["git", "clone", "-q", "--bare", "--template=", "--depth", "3", "--no-tags",
                    f"file://{bench.upstream}/whole.git", str(bench.upstream / "a.git")],
                   env=upstream.ENVIRONMENT, check=True)
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[-1]}})
    outcome = bench.fetch("--retries", 0)
    assert outcome.status == 0, outcome.stderr
    assert bench.head("a") == commits[-1] and outcome.sources["a"]["version"] is None
    assert "the server has only a part of the history of `a`" in outcome.stderr
    assert bench.fetch("--history", "commit", "--force").stderr.count("only a part") == 0
