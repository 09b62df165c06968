# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the deployment itself: nothing is fetched of files that nobody can read, and one source that is
written wrong leaves the others alone."""

import pytest

COMMIT = "1" * 40


@pytest.fixture
def commits(bench):
    return {name: bench.make(name)[-1] for name in ("a", "b")}


def write(bench, *lines):
    bench.deployment.write_text("\n".join(("format: 1", "sources:", *lines)) + "\n")


def good(bench, commits, name="b"):
    return f"  {name}: {{git: '{bench.server.url(name)}', commit: '{commits[name]}'}}"


def codes(outcome, severity="error"):
    return [found["code"] for found in outcome.document["diagnostics"] if found["severity"] == severity]


@pytest.mark.parametrize("last", [
    "  a: {git: 'https://h/a', commit: ",  # never closed
    "hosts: [x]", "surces: {}",
    "--- {}"])
def test_nothing_is_fetched_of_a_file_that_is_wrong_as_a_whole(bench, commits, last):
    write(bench, good(bench, commits), last)
    outcome = bench.fetch()
    assert outcome.status == 1
    assert outcome.sources == {} and codes(outcome)
    assert not bench.out.exists()
    assert "error[" in outcome.stderr


def test_an_override_that_cannot_be_read_is_no_reason_to_fetch_what_it_overrides(bench, commits):
    deployment = bench.folder / "tree"
    (deployment / "osa/inventory/group_vars/all").mkdir(parents=True)
    (deployment / "etc/openstack_deploy").mkdir(parents=True)
    (deployment / "osa/inventory/group_vars/all/source_git.yml").write_text(
        f"a_git_repo: {bench.server.url('a')}\na_git_install_branch: {commits['a']}\n")
    (deployment / "etc/openstack_deploy/user_variables.yml").write_text(
        f"a_git_repo: {bench.server.url('b')}\na_git_install_branch: {commits['b']}\nbad: [x\n")
    bench.deployment = deployment / "osa"
    outcome = bench.fetch(deployment / "etc/openstack_deploy")
    assert (outcome.status, outcome.sources, codes(outcome)) == (1, {}, ["OSA010"])


@pytest.mark.parametrize("bad, code, message", [
    ("a: {git: 'URL', commit: 1111111111111111111111111111111111111111}", "OSA103", "not text"),
    ("a: {git: 'URL', comit: 'x'}", "OSA110", "unknown key `sources.a.comit`"),
    ("a: {git: 'URL', commit: 'COMMIT', mirorrs: [x]}", "OSA110", "unknown key `sources.a.mirorrs`"),
    ("a: {git: 'URL', commit: 'COMMIT', patches: fix.patch}", "OSA108", "not a list"),
    ("a: {git: 'URL', commit: 'COMMIT', branch: main}", "OSA114", "exclude each other"),
    ("a: {git: 'URL'}", "OSA401", "no reference"),
    ("'a b': {git: 'URL', commit: 'COMMIT'}", "OSA108", "`a b`"),
    ("a: {archive: {s390x: {url: 'https://h/a.tar.gz', sha256: '" + "0" * 64 + "'}}}", "OSA403", "no archive"),
])
def test_one_bad_source_fails_alone(bench, commits, bad, code, message):
    bad = bad.replace("URL", bench.server.url("a")).replace("COMMIT", commits["a"])
    write(bench, "  " + bad, good(bench, commits))
    outcome = bench.fetch("--target", "debian-12-x86_64")
    assert outcome.status == 1 and outcome.named("fetched") == {"b"}
    assert code in codes(outcome)
    failed, = [source for name, source in outcome.sources.items() if name != "b"]
    assert failed["status"] == "failed" and failed["failure"]["kind"] == "unplannable"
    assert message in failed["failure"]["message"]
    assert not [name for name in codes(outcome) if name.startswith("OSA5")], "told once"
    assert sorted(path.name for path in bench.out.iterdir() if path.name[0] != ".") == ["b"]


def test_an_error_of_a_venv_of_the_same_name_is_told_and_stops_nothing(bench, commits):
    write(bench, good(bench, commits), "venvs:", "  b: {install: [b, 'x y']}")
    outcome = bench.fetch()
    assert (outcome.status, outcome.named("fetched"), codes(outcome)) == (1, {"b"}, ["OSA201"])


@pytest.mark.parametrize("members, status, severity, message", [
    ("git: 'https://h/a', commit: 'COMMIT', enabled: false", 1, "error", "switched off"),
    ("release: '1.0'", 1, "error", "pip takes from the index"),
    ("path: /", 0, "note", "nothing to fetch"),
])
def test_what_is_named_and_not_fetched_is_told(bench, commits, members, status, severity, message):
    write(bench, f"  a: {{{members.replace('COMMIT', COMMIT)}}}", good(bench, commits), "  c: {git: 'https://h/c', comit: x}")
    outcome = bench.fetch("--only", "a")
    assert (outcome.status, codes(outcome, severity)) == (status, ["OSA401"])
    assert message in outcome.document["diagnostics"][0]["message"]
    assert set(outcome.sources) == ({"a"} if "enabled" in members else set())
    assert bench.fetch("--only", "b").status == 0, "what is wrong with others does not matter"
    assert bench.fetch("--all-sources").named("fetched", "present") == {"b"}
