# SPDX-License-Identifier: Apache-2.0
"""Killed at any moment and started again; many processes on one cache."""
import random
import signal
import subprocess
import time

import fetch_bench
import upstream

KILLS = 100


def sound(path):
    """Whether git finds every object that should be there."""
    done = subprocess.run(
        ["git", "--git-dir", str(path), "fsck", "--full", "--strict"], env=upstream.ENVIRONMENT, capture_output=True)
    return done.returncode == 0


def entries(bench):
    return sorted(bench.cache.glob("v1/**/@/*.git"))


def test_killed_a_hundred_times_and_started_again(bench):
    commits = {}
    kills = 0
    noise = random.Random(7)
    while kills < KILLS:
        # Fresh sources keep it working: what is there already is not fetched again.
        for number in range(12):
            name = f"k{kills}n{number}"
            commits[name] = bench.make(name, commits=3)[-1]
        bench.deploy({name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()})
        for _ in range(25):
            process = bench.start("--cache", bench.cache, "--jobs", 4)
            time.sleep(noise.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
            # Every entry that has its name is whole, whatever the moment was.
            published = entries(bench)
            assert all((entry / "osa-sources.json").exists() for entry in published)
        assert all(sound(entry) for entry in entries(bench))
    outcome = bench.fetch("--cache", bench.cache)
    assert outcome.status == 0, outcome.stderr
    assert all(bench.head(name) == commit for name, commit in commits.items())
    assert all(upstream.git(bench.out / name, "status", "--porcelain") == "" for name in commits)
    assert all(sound(bench.out / name / ".git") for name in commits)
    assert len(entries(bench)) == len(commits)
    assert bench.fetch("--cache", bench.cache).named("present") == set(commits)
    time.sleep(0.5)
    assert not [pid for pid in map(int, left_behind())]


def left_behind():
    """Processes that carry the mark of any run."""
    import pathlib
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if b"OSA_SOURCES_RUN=" in environment and b"pytest" not in environment:
                yield folder.name


def test_nothing_lives_on_after_a_kill(bench):
    import git_server
    commit = bench.make("a")[-1]
    bench.server.fault = lambda *arguments: git_server.hang
    bench.deploy({f"a{number}": {"git": bench.server.url("a"), "commit": commit} for number in range(4)})
    process = bench.start()
    deadline = time.monotonic() + 20
    while len(bench.server.requests) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(fetch_bench.marked_processes(process.pid)) >= 4
    process.send_signal(signal.SIGKILL)
    process.communicate()
    deadline = time.monotonic() + 5
    while fetch_bench.marked_processes(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert fetch_bench.marked_processes(process.pid) == []


def test_sixteen_processes_fetch_each_commit_once(bench):
    commits = {f"s{number}": bench.make(f"s{number}")[-1] for number in range(6)}
    bench.deploy({name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()})
    processes = [bench.start("--cache", bench.cache, into=False) for _ in range(16)]
    outcomes = []
    for process in processes:
        stdout, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr.decode()
        outcomes.append(fetch_bench.Outcome(process.pid, 0, stdout.decode(), stderr.decode(), 0))
    assert dict(bench.server.fetches) == {name: 1 for name in commits}
    for name in commits:
        assert [outcome.sources[name]["status"] for outcome in outcomes].count("fetched") == 1
        assert len({outcome.sources[name]["version"] for outcome in outcomes}) == 1
    assert len(entries(bench)) == len(commits) and all(sound(entry) for entry in entries(bench))


def test_sixteen_processes_on_one_destination(bench):
    commits = {f"s{number}": bench.make(f"s{number}")[-1] for number in range(3)}
    bench.deploy({name: {"git": bench.server.url(name), "commit": commit} for name, commit in commits.items()})
    processes = [bench.start() for _ in range(16)]
    for process in processes:
        _, stderr = process.communicate(timeout=120)
        assert process.returncode == 0, stderr.decode()
    assert dict(bench.server.fetches) == {name: 1 for name in commits}
    assert all(bench.head(name) == commit for name, commit in commits.items())


def test_a_damaged_entry_is_made_anew(bench):
    commit = bench.make("a")[-1]
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit}})
    bench.fetch("--cache", bench.cache, into=False)
    (entry,) = entries(bench)
    (entry / "HEAD").write_text("ref: refs/heads/none\n")
    outcome = bench.fetch("--cache", bench.cache, into=False)
    assert outcome.named("fetched") == {"a"} and sound(entry)
