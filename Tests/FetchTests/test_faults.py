# SPDX-License-Identifier: Apache-2.0
"""Servers that fail: what can be had is had, what cannot is named, and in time."""
import email.utils
import itertools
import json
import subprocess
import time

import fetch_bench
import git_server
import pytest
import upstream


def sixty(bench):
    commits = {}
    first = bench.make("r0")
    for number in range(60):
        name = f"r{number}"
        commits[name] = first[-1]
        if number:
            subprocess.run(["cp", "-r", bench.upstream / "r0.git", bench.upstream / (name + ".git")], check=True)
    bench.deploy({name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()})
    return commits


FAULTS = [git_server.status(503), git_server.reset, git_server.truncate, git_server.status(429, Retry_After="0")]


def one_of_three(request, number, headers):
    return FAULTS[number // 3 % len(FAULTS)] if number % 3 == 2 else None


def test_sixty_repositories_of_a_server_that_fails_one_request_of_three(bench):
    commits = sixty(bench)
    bench.server.fault = one_of_three
    outcome = bench.fetch("--retries", 40)
    assert outcome.status == 0, outcome.stderr
    assert outcome.named("fetched") == set(commits)
    assert all(bench.head(name) == commit for name, commit in commits.items())
    assert any(source["failures"] for source in outcome.sources.values())


def test_what_failed_is_named_and_the_next_run_goes_on(bench):
    commits = sixty(bench)
    bench.server.fault = one_of_three
    first = bench.fetch("--retries", 0)
    failed = first.named("failed")
    assert first.status == 1 and failed and failed != set(commits)
    assert {path.name for path in bench.out.iterdir()} - {".osa-sources"} == set(commits) - failed
    named = {line.split("`")[1] for line in first.stderr.splitlines() if line.startswith("error[OSA502]")}
    assert named == failed
    bench.server.fault = lambda *arguments: None
    second = bench.fetch()
    assert second.status == 0
    assert second.named("fetched") == failed and second.named("present") == set(commits) - failed
    assert not list((bench.out / ".osa-sources").glob("*.tmp"))


def test_every_fault_fails_alone_and_within_the_limit(bench):
    good = {f"good{number}": bench.make(f"good{number}")[-1] for number in range(4)}
    other = bench.make("other", seed="other")[-1]
    pack = {"silent": git_server.silent_in_pack, "reset": git_server.reset, "truncated": git_server.truncate,
            "corrupt": git_server.corrupt, "wrong": git_server.of_other("other")}
    all_requests = {"hangs": git_server.hang, "busy": git_server.status(429, Retry_After="1"),
                    "down": git_server.status(503), "gone": git_server.status(404),
                    "file": git_server.redirect("file:///etc/passwd"),
                    "locked": git_server.status(401, WWW_Authenticate='Basic realm="x"')}
    commits = {name: bench.make(name)[-1] for name in [*pack, *all_requests]}

    def fault(request, number, headers):
        if request.repository in all_requests:
            return all_requests[request.repository]
        return pack.get(request.repository) if request.method == "POST" else None

    bench.server.fault = fault
    bench.deploy({name: {"git": bench.server.url(name), "commit": commit}
                  for name, commit in {**good, **commits}.items()})
    outcome = bench.fetch("--stall", 1, "--timeout", 6, "--retries", 2)
    assert outcome.status == 1
    # A tenth more than the limit, and what a loaded machine needs to start.
    assert outcome.seconds <= 6 * 1.1 + 4
    assert outcome.named("fetched") == set(good)
    assert outcome.named("failed") == set(commits)
    kinds = {name: source["failure"]["kind"] for name, source in outcome.sources.items() if "failure" in source}
    assert kinds["hangs"] == kinds["silent"] == "stalled"
    assert kinds["locked"] == "authentication"
    assert len(outcome.sources["gone"]["failures"]) == len(outcome.sources["file"]["failures"]) == 1
    assert len(outcome.sources["busy"]["failures"]) == 3
    assert not (bench.out / "wrong").exists() and other not in outcome.stdout


def test_the_limit_holds_for_one_source_with_all_its_tries(bench):
    commit = bench.make("a")[-1]
    bench.server.fault = lambda *arguments: git_server.hang
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit}})
    outcome = bench.fetch("--timeout", 2, "--retries", 50)
    assert outcome.status == 1 and outcome.sources["a"]["failure"]["kind"] == "timed-out"
    assert 2 <= outcome.seconds < 2 * 1.1 + 4


def test_a_server_that_asks_to_wait_is_given_the_time(bench):
    commit = bench.make("a")[-1]
    bench.server.fault = lambda request, number, headers: (
        git_server.status(429, Retry_After="2") if number == 0 else None)
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit}})
    outcome = bench.fetch()
    assert outcome.status == 0 and outcome.seconds >= 2


def test_a_server_that_names_a_time_is_given_it(bench):
    commit = bench.make("a")[-1]

    def fault(request, number, headers):
        if number == 0:
            later = email.utils.formatdate(time.time() + 3, usegmt=True)
            return git_server.status(503, Retry_After=later)
    bench.server.fault = fault
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit}})
    outcome = bench.fetch()
    assert outcome.status == 0 and outcome.seconds >= 2


def test_mirrors_are_tried_in_order(bench):
    commit = bench.make("a")[-1]
    bench.make("b")
    for name in ("first", "second"):
        subprocess.run(["cp", "-r", bench.upstream / "a.git", bench.upstream / (name + ".git")], check=True)
    bench.server.fault = lambda request, number, headers: (
        git_server.status(404) if request.repository == "a" else
        git_server.status(503) if request.repository == "first" else None)
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit,
                        "mirrors": [bench.server.url("first"), bench.server.url("second")]}})
    outcome = bench.fetch()
    asked = [name for name, _ in itertools.groupby(request.repository for request in bench.server.requests)]
    assert outcome.status == 0 and asked == ["a", "first", "second"]
    assert outcome.sources["a"]["repository"] == bench.server.url("second")


def test_addresses_are_rewritten(bench):
    commit = bench.make("a")[-1]
    bench.deploy({"a": {"git": "https://opendev.example/a.git", "commit": commit}})
    base = bench.server.url("a").removesuffix("/a.git")
    outcome = bench.fetch("--rewrite", f"https://opendev.example={base}")
    assert outcome.status == 0 and outcome.sources["a"]["repository"] == bench.server.url("a")


def test_old_protocol_falls_back_to_all_branches(bench):
    commits = bench.make("a", commits=9)
    upstream.git(bench.upstream / "a.git", "config", "uploadpack.allowReachableSHA1InWant", "false")
    bench.server.protocol = 0
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commits[4]}, "b": {
        "git": bench.server.url("a"), "commit": "1" * 40}})
    outcome = bench.fetch()
    assert bench.head("a") == commits[4]
    assert outcome.sources["a"]["version"].startswith("1.2.1.dev3+g")
    assert outcome.sources["b"]["failure"]["kind"] == "no-such-commit"


def test_plain_file_servers_give_everything(bench):
    import functools
    import http.server
    import threading
    commits = bench.make("a")
    upstream.git(bench.upstream / "a.git", "update-server-info")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(bench.upstream)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bench.deploy({"a": {"git": f"http://127.0.0.1:{server.server_address[1]}/a.git", "commit": commits[3]}})
    outcome = bench.fetch()
    server.shutdown()
    assert outcome.status == 0, outcome.stderr
    assert bench.head("a") == commits[3]


def test_a_git_daemon_and_one_that_says_nothing(bench):
    import socket
    commits = bench.make("a")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    daemon = subprocess.Popen(
        ["git", "daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1", f"--port={port}",
         f"--base-path={bench.upstream}"], env=upstream.ENVIRONMENT, stderr=subprocess.DEVNULL)
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen(8)
    try:
        bench.deploy({
            "a": {"git": f"git://127.0.0.1:{port}/a.git", "branch": "master"},
            "mute": {"git": f"git://127.0.0.1:{silent.getsockname()[1]}/a.git", "commit": commits[-1]}})
        outcome = bench.fetch("--allow-protocol", "git", "--stall", 1, "--retries", 3, "--timeout", 8)
    finally:
        silent.close()
        daemon.terminate()
        daemon.wait()
    assert outcome.named("fetched") == {"a"} and bench.head("a") == commits[-1]
    assert outcome.sources["mute"]["failure"]["kind"] == "stalled"


def test_a_full_disk_is_named_and_the_next_run_succeeds(bench):
    """A file system of 300 KiB in a mount namespace of its own; needs the right to make one."""
    import os
    commit = bench.make("big", commits=8, size=200_000)[-1]
    bench.deploy({"big": {"git": bench.server.url("big"), "commit": commit}})
    bench.out.mkdir()
    command = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=300k none "$1" && shift && exec "$@"', "sh",
               str(bench.out)]
    if os.geteuid() or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("no right to mount")
    done = subprocess.run(
        [*command, fetch_bench.program(), "fetch", "--allow-protocol", "http", "--into", str(bench.out), "--format", "json",
         str(bench.deployment)], env=bench.environment, capture_output=True, timeout=60)
    source = json.loads(done.stdout)["sources"]["big"]
    assert done.returncode == 1 and source["failure"]["kind"] == "storage", source
    assert len(source["failures"]) == 1
    assert bench.fetch().named("fetched") == {"big"}


def page(handler, request, raw):
    handler.reply(200, [("Content-Type", "text/html; charset=utf-8")], b"<html>please log in</html>\n")


def test_a_page_for_people_is_no_empty_repository(bench):
    commit = bench.make("a")[-1]
    bench.server.fault = lambda *arguments: page
    sources = {"commit": {"git": bench.server.url("a"), "commit": commit},
               "branch": {"git": bench.server.url("a"), "branch": "master"}}
    bench.deploy(sources)
    outcome = bench.fetch("--retries", 0)
    assert outcome.status == 1 and outcome.named("failed") == set(sources)
    for source in outcome.sources.values():
        assert source["failure"]["message"] == "the server answered with a web page, which is no repository"


def test_few_open_files_make_a_fetch_slow_and_not_wrong(bench):
    commits = {f"r{number}": bench.make(f"r{number}")[-1] for number in range(12)}
    bench.deploy({name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()})
    command = ["sh", "-c", "ulimit -n 40; exec \"$@\"", "sh", fetch_bench.program(), "fetch", "--jobs", "12",
               "--allow-protocol", "http", "--format", "json", "--into", str(bench.out), str(bench.deployment)]
    done = subprocess.run(command, env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode()
    assert {name for name, source in json.loads(done.stdout)["sources"].items() if source["status"] == "fetched"} == set(commits)


def test_halves_of_other_commits_do_not_stay_in_the_cache(bench):
    first, *_, last = bench.make("a")
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": last}})
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    entry = next(path for path in bench.cache.rglob("*") if path.name.startswith(last) and path.is_dir())
    half = entry.parent / f"{first}~99999.0.tmp"
    (half / "objects").mkdir(parents=True)
    (half / "objects" / "part").write_bytes(b"x")
    middle = upstream.git(bench.upstream / "a.git", "rev-parse", "master~2").strip()
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": middle}})
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    assert not half.exists() and entry.exists()
