# SPDX-License-Identifier: Apache-2.0
"""Constraint layers in a source that was fetched: the plan reads them from the cache, a checkout, or a local repository."""
import json
import os
import pathlib
import subprocess

import fetch_bench
import pytest
import upstream

UPPER = "PyMySQL===1.1.2\nnumpy===2.2.6\nsetuptools===80.1\n"


def requirements(root, texts, name="requirements"):
    """A repository whose commits hold the texts as upper-constraints.txt, one after another; their names."""
    path = pathlib.Path(root) / (name + ".git")
    subprocess.run(["git", "init", "-q", "--bare", "--template=", "-b", "master", str(path)],
                   env=upstream.ENVIRONMENT, check=True)
    stream = bytearray()
    for number, text in enumerate(texts, 1):
        body = text.encode()
        stream += b"commit refs/heads/master\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 1\nx\n" % (
            number, 1_600_000_000 + number)
        stream += b"M 100644 inline upper-constraints.txt\ndata %d\n%s\n" % (len(body), body)
        stream += b"M 120000 inline link.txt\ndata 11\n/etc/passwd\n"
    upstream.git(path, "fast-import", "--quiet", text=bytes(stream))
    return path, upstream.git(path, "rev-list", "--reverse", "master").split()


def deploy(bench, address, commit, path="upper-constraints.txt", lines=("numpy==2.3.5",)):
    bench.deployment.write_text(json.dumps({
        "format": 1, "layers": {"pins": {"lines": list(lines)}, "upper": {"source": "requirements", "path": path}},
        "sources": {"requirements": {"git": address, "commit": commit}},
        "venvs": {"nova": {"install": ["PyMySQL", "numpy"]}, "other": {"install": ["six"]}}}))


def plan(bench, *arguments, status=0):
    done = subprocess.run(
        [fetch_bench.program(), "plan", "--format", "json", "--target", "debian-12-x86_64", *map(str, arguments),
         str(bench.deployment)], env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=bench.folder)
    assert done.returncode == status, done.stderr.decode()
    return json.loads(done.stdout) if done.stdout else None


def nova(document):
    return next(venv for venv in document["venvs"] if venv["name"] == "nova")


def codes(document):
    return [finding["code"] for finding in document["diagnostics"]]


MERGED = ["numpy==2.3.5", "PyMySQL===1.1.2", "setuptools===80.1"]


def is_merged(document):
    venv = nova(document)
    return sorted(venv["constraints"]["lines"]) == sorted(MERGED) and venv["constraints"]["unread"] == []


def test_a_plan_reads_the_layer_out_of_the_cache(bench):
    _, commits = requirements(bench.upstream, [UPPER, UPPER.replace("1.1.2", "1.1.3"), UPPER.replace("80.1", "80.2")])
    deploy(bench, bench.server.url("requirements"), commits[0])
    before = plan(bench)
    assert nova(before)["constraints"]["lines"] == ["numpy==2.3.5"] and "OSA410" in codes(before)
    assert "sources/requirements/upper-constraints.txt" in nova(before)["arguments"]
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    asked = len(bench.server.requests)
    after = plan(bench, "--cache", bench.cache)
    assert is_merged(after) and codes(after) == []
    # What is fetched stays what it was: the text comes from there.
    assert [step["name"] for step in after["fetch"]] == ["requirements"]
    assert nova(after)["digest"] != nova(before)["digest"]
    assert nova(after)["build_constraints"] == ["setuptools===80.1"]
    # Nobody was asked, and the entry is what it was.
    assert len(bench.server.requests) == asked and plan(bench, "--cache", bench.cache) == after
    # The digest is that of the content: another commit with another pin, and one that was not fetched.
    deploy(bench, bench.server.url("requirements"), commits[1])
    assert "OSA410" in codes(plan(bench, "--cache", bench.cache))
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    moved = plan(bench, "--cache", bench.cache)
    assert "PyMySQL===1.1.3" in nova(moved)["constraints"]["lines"] and nova(moved)["digest"] != nova(after)["digest"]


def test_the_same_text_at_another_commit_is_the_same_venv(bench):
    _, commits = requirements(bench.upstream, [UPPER, UPPER + "# a comment\n"])
    digests = []
    for commit in commits:
        deploy(bench, bench.server.url("requirements"), commit)
        assert bench.fetch("--cache", bench.cache, into=False).status == 0
        digests.append(nova(plan(bench, "--cache", bench.cache))["digest"])
    assert digests[0] == digests[1]


def test_a_plan_reads_the_layer_out_of_a_checkout_of_the_commit(bench):
    _, commits = requirements(bench.upstream, [UPPER, UPPER])
    deploy(bench, bench.server.url("requirements"), commits[0])
    assert bench.fetch().status == 0
    assert is_merged(plan(bench, "--checkouts", bench.out))
    deploy(bench, bench.server.url("requirements"), commits[1])
    assert "OSA410" in codes(plan(bench, "--checkouts", bench.out))


@pytest.mark.parametrize("bare", [True, False])
def test_a_repository_of_this_machine_is_read_where_it_is(bench, bare):
    path, commits = requirements(bench.upstream, [UPPER, "numpy===9\n"])
    if not bare:
        upstream.git(bench.folder, "clone", "-q", str(path), "work")
        path = bench.folder / "work"
        (path / "upper-constraints.txt").write_text("changed===1\n")
    for address in (str(path), f"file://{path}"):
        deploy(bench, address, commits[0])
        assert is_merged(plan(bench))


def test_a_folder_is_read_where_it_is(bench):
    folder = bench.folder / "requirements"
    folder.mkdir()
    (folder / "upper-constraints.txt").write_text(UPPER)
    bench.deployment.write_text(json.dumps({
        "format": 1, "layers": {"pins": {"lines": ["numpy==2.3.5"]}, "upper": {"source": "requirements"}},
        "sources": {"requirements": {"path": str(folder)}}, "venvs": {"nova": {"install": ["PyMySQL"]}}}))
    assert is_merged(plan(bench))
    before = nova(plan(bench))["digest"]
    (folder / "upper-constraints.txt").write_text(UPPER.replace("1.1.2", "1.1.4"))
    assert nova(plan(bench))["digest"] != before


@pytest.mark.parametrize("path", [
    "../outside.txt", "/etc/passwd", "a/../../outside.txt", "link.txt", "-c/x", "missing.txt", ".", "a\\b", "x\ny",
    ":(attr:x)upper-constraints.txt"])
def test_no_path_leads_out_of_the_source(bench, path):
    _, commits = requirements(bench.upstream, [UPPER])
    (bench.folder / "outside.txt").write_text("root:x===0\n")
    deploy(bench, bench.server.url("requirements"), commits[0], path=path)
    assert bench.fetch("--cache", bench.cache).status == 0
    for arguments in (["--cache", bench.cache], ["--checkouts", bench.out]):
        done = subprocess.run(
            [fetch_bench.program(), "plan", "--format", "json", *map(str, arguments), str(bench.deployment)],
            env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert b"root:" not in done.stdout + done.stderr
        assert nova(json.loads(done.stdout))["constraints"]["lines"] == ["numpy==2.3.5"]


def test_a_repository_of_this_machine_runs_nothing_and_asks_nobody(bench):
    """Its configuration is somebody else's: no promised object is fetched, no program of it started."""
    path, commits = requirements(bench.upstream, [UPPER])
    canary = bench.folder / "canary"
    script = bench.folder / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\n")
    script.chmod(0o755)
    for name, value in (
            ("core.fsmonitor", script), ("core.sshCommand", script), ("core.pager", script), ("core.hooksPath", "/tmp"),
            ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"),
            ("remote.origin.url", f"ext::{script}"), ("core.alternateRefsCommand", script)):
        upstream.git(path, "config", name, str(value))
    for file in path.glob("objects/*/*"):
        file.unlink()
    deploy(bench, str(path), commits[0])
    asked = len(bench.server.requests)
    assert "OSA410" in codes(plan(bench)) and not canary.exists()
    upstream.git(path, "config", "remote.origin.url", bench.server.url("requirements"))
    assert "OSA410" in codes(plan(bench)) and len(bench.server.requests) == asked


def test_the_constraints_of_a_venv_read_it_too(bench):
    _, commits = requirements(bench.upstream, [UPPER])
    deploy(bench, bench.server.url("requirements"), commits[0])

    def ask(*arguments):
        done = subprocess.run(
            [fetch_bench.program(), *map(str, arguments), str(bench.deployment)], env=bench.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode() + done.stderr.decode()
    assert "PyMySQL" not in ask("constraints", "--venv", "nova") and "OSA3" in ask("constraints", "--venv", "nova")
    assert bench.fetch("--cache", bench.cache).status == 0
    for place in (["--cache", bench.cache], ["--checkouts", bench.out]):
        said = ask("constraints", "--venv", "nova", *place)
        pins = {line.split()[0] for line in said.splitlines() if "==" in line}
        assert {"PyMySQL===1.1.2", "numpy==2.3.5"} <= pins and "numpy===2.2.6" not in pins
        assert f"requirements@{commits[0][:12]}:upper-constraints.txt:1" in said
        assert "PyMySQL===1.1.2" in ask("constraints", *place)


def test_constraints_know_the_address_that_a_source_was_fetched_from(bench):
    _, commits = requirements(bench.upstream, [UPPER])
    deploy(bench, "https://git.example.org/requirements.git", commits[0])
    rewrite = "https://git.example.org/=" + bench.server.url("requirements").removesuffix("requirements.git")
    assert bench.fetch("--cache", bench.cache, "--rewrite", rewrite).status == 0

    def lines(*arguments):
        done = subprocess.run(
            [fetch_bench.program(), "constraints", "--venv", "nova", "--cache", bench.cache, *arguments, bench.deployment],
            env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, done.stdout.decode()
    assert "PyMySQL===1.1.2" not in lines()[1]
    assert "PyMySQL===1.1.2" in lines("--rewrite", rewrite)[1]
    assert lines("--rewrite", "no-pair")[0] == 2


def test_a_folder_that_is_none_is_said(bench):
    _, commits = requirements(bench.upstream, [UPPER])
    deploy(bench, bench.server.url("requirements"), commits[0])
    for option in ("--cache", "--checkouts"):
        plan(bench, option, bench.folder / "nowhere", status=2)
        assert not os.path.exists(bench.folder / "nowhere")


def test_a_folder_is_the_same_from_every_working_directory(bench):
    (bench.folder / "src" / "loc").mkdir(parents=True)
    (bench.folder / "src" / "loc" / "c.txt").write_text("six==1.0\n")
    deployment = bench.folder / "src" / "osa-sources.yml"
    deployment.write_text(json.dumps({
        "format": 1, "sources": {"local": {"path": "loc"}}, "layers": {"up": {"source": "local", "path": "c.txt"}},
        "venvs": {"v": {"install": ["local", "six"]}}}))

    def run(command, folder):
        done = subprocess.run(
            [fetch_bench.program(), *command, os.path.relpath(deployment, folder)], env=bench.environment, cwd=folder,
            stdout=subprocess.PIPE, check=True)
        return done.stdout.decode()

    commands = [["plan", "--format", "json", "--target", "debian-12-x86_64"], ["constraints", "--python", "3.11"]]
    for command in commands:
        texts = {run(command, folder).replace("src/", "") for folder in (deployment.parent, bench.folder)}
        assert len(texts) == 1 and "six==1.0" in texts.pop()
    step, = json.loads(run(commands[0], bench.folder))["fetch"]
    assert step["path"] == str(bench.folder / "src" / "loc")
