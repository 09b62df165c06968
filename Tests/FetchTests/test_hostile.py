# SPDX-License-Identifier: Apache-2.0
"""Values that want to be options, commands, other protocols or other folders: nothing runs, and git sees none of them
before `--`."""
import json
import os
import re
import shutil
import subprocess

import pytest
import upstream

STUB = """#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done >> "$0.log"
printf '\\n\\0' >> "$0.log"
exec {git} "$@"
"""


def urls(canary):
    run = f"touch {canary}"
    return [
        f"--upload-pack={run}", f"-u{run}", "-", "--", "--config=core.sshCommand=" + run, f"ext::sh -c {run}",
        f"ext::sh%20-c%20touch%20{canary}", "fd::17", "fd::17/x", f"ssh://-oProxyCommand={run}/x",
        f"ssh://-oProxyCommand=touch${{IFS}}{canary}/x", f"-oProxyCommand={run}:x", f"git@-oProxyCommand={run}:x",
        f"ssh://user@-oProxyCommand={run}/x", f"ssh://h:-oProxyCommand={run}/x", f"ssh://h/`{run}`", f"ssh://h/$({run})",
        f"ssh://h/x;{run}", f"ssh://h/x'|{run}|'", f"git://h/x\nhost=y\n{run}", "https://h/x\nhost=evil", "https://h/x\rz",
        "https://h/%0ahost=evil", "https://h/%00", "https://h/\u0000", "https://h/\u001b[2J", "https://a@b@c/x",
        "https://a\\@b/x", "https://h#@evil/x", "https://h?@evil/x", "https://h/x?token=1", "https://u%0ahost=x:p@h/x",
        "file:///etc", "/etc", "../x", "x", "./x", "C:\\x", "ftp://h/x", "rsync://h/x", "javascript:alert(1)",
        "data:text/plain,x", "http+unix://x/y", "https://", "https:///x", "https://h", "https://h/../../x",
        "https://h/%2e%2e/x", "https://h/x y", "https://h/\u202ex", "https://[::1/x", "https://h:99999/x", "",
        "https://h/" + "a" * 3000, "git://h/{{ lookup('pipe', 'id') }}", "::1:/x", "s3://h/x", "gopher://h/x"]


def references(canary):
    run = f"touch {canary}"
    return [
        f"--upload-pack={run}", f"-u{run}", "-", "--", "--output=" + canary, f"a b;{run}", f"$({run})", f"`{run}`", "a..b",
        "HEAD~1", "HEAD^{tree}", "a:b", "+refs/heads/*:refs/heads/*", "refs/heads/*", "a\nb", "a\u0000b", "@{-1}", "@",
        "../../config", "a.lock", ".a", "a//b", "a/-b", "a\\b", "a\u202eb", "a" * 300, "{{ branch }}", "a[b]", "a?"]


NAMES = [
    "..", "../x", "/abs", "a/b", "-rf", ".git", ".", "a\nb", "a\u0000b", "con.", "a\\b", "a b", "~", "$(id)", "a" * 200,
    "\u202ea", ".osa-sources"]
SUBDIRECTORIES = ["../x", "/etc", "a/../../x", "-rf", "a\nb", "..", "a\\..\\b"]


def run_all(bench, sources):
    """Runs with the recording git first on PATH; gives the outcome and each git's words."""
    bin_folder = bench.folder / "bin"
    bin_folder.mkdir()
    stub = bin_folder / "git"
    stub.write_text(STUB.format(git=shutil.which("git")))
    stub.chmod(0o755)
    bench.deploy(sources)
    hostile_environment = {
        "PATH": f"{bin_folder}:{os.environ['PATH']}", "GIT_SSH_COMMAND": f"touch {bench.folder}/canary; false",
        "GIT_ASKPASS": f"{bench.folder}/askpass", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": f"touch {bench.folder}/canary", "GIT_DIR": str(bench.folder / "elsewhere"),
        "GIT_TEMPLATE_DIR": str(bench.folder / "template"), "GIT_PROXY_COMMAND": f"touch {bench.folder}/canary",
        "GIT_EXTERNAL_DIFF": f"touch {bench.folder}/canary", "GIT_ALLOW_PROTOCOL": "ext:file"}
    outcome = bench.fetch("--timeout", 20, "--retries", 0, **hostile_environment)
    log = (bin_folder / "git.log").read_bytes().decode(errors="replace") if (bin_folder / "git.log").exists() else ""
    commands = [command.split("\0")[:-1] for command in log.split("\n\0") if command]
    return outcome, commands


def test_hostile_values_reach_no_git(bench):
    canary = str(bench.folder / "canary")
    commit = bench.make("good")[-1]
    url = bench.server.url("good")
    sources = {"good": {"git": url, "commit": commit}}
    values = []
    for number, value in enumerate(urls(canary)):
        sources[f"url{number}"] = {"git": value, "commit": commit}
        if value and "{{" not in value:  # the reader leaves out what it cannot resolve
            sources[f"mirror{number}"] = {"git": url, "mirrors": [value], "commit": commit}
        values.append(value)
    for number, value in enumerate(references(canary)):
        for kind in ("branch", "tag"):
            sources[f"{kind}{number}"] = {"git": url, kind: value}
        values.append(value)
    for number, value in enumerate(SUBDIRECTORIES):
        sources[f"folder{number}"] = {"git": url, "commit": commit, "subdirectory": value}
        values.append(value)
    for name in NAMES:
        sources[name] = {"git": url, "commit": commit}
        values.append(name)
    assert len(values) >= 60
    outcome, commands = run_all(bench, sources)
    assert outcome.status in (1, 2)
    assert not os.path.exists(canary)
    assert not (bench.folder / "x").exists() and not (bench.out.parent / "..git").exists()
    before = [word for command in commands for word in (command[:command.index("--")] if "--" in command else command)]
    for value in values:
        if len(value) > 2:
            assert not any(value in word for word in before), value
    assert all("127.0.0.1" not in word and commit not in word for word in before)
    if outcome.status == 1:
        # The reader makes a plain name of what is none, so those may be fetched, under that name.
        fetched = outcome.named("fetched")
        assert "good" in fetched and not [name for name in fetched if name in NAMES or name[-1].isdigit()]
        assert {path.name for path in bench.out.iterdir()} == fetched | {".osa-sources"}
        assert all(re.fullmatch("[A-Za-z0-9_][A-Za-z0-9_.-]*", name) for name in fetched)
    assert "\u202e" not in outcome.stderr and "\u001b" not in outcome.stderr


def test_each_value_is_refused_and_named(bench):
    """One by one where a whole deployment of them stops the reader earlier."""
    canary = str(bench.folder / "canary")
    commit = bench.make("good")[-1]
    sources = {f"url{number}": {"git": value, "commit": commit} for number, value in enumerate(urls(canary))
               if value and "\u0000" not in value}
    outcome, commands = run_all(bench, sources)
    assert outcome.status == 1, outcome.stderr
    refused = [source["failure"]["kind"] for source in outcome.sources.values() if source["status"] == "failed"]
    assert set(refused) <= {"refused", "protocol-not-allowed", "unplannable"}
    assert len(refused) == len(outcome.sources)
    assert commands == [["version"]]


def test_hooks_templates_filters_and_configuration_from_outside_do_nothing(bench):
    canary = bench.folder / "canary"
    script = f"#!/bin/sh\ntouch {canary}\n"
    hooks = bench.folder / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "reference-transaction", "post-merge", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / name).write_text(script)
        (hooks / name).chmod(0o755)
    (bench.folder / ".gitconfig").write_text(f"""
[init]\n\ttemplateDir = {bench.folder}/template
[core]\n\thooksPath = {hooks}\n\tfsmonitor = touch {canary}\n\tsshCommand = touch {canary}
[filter "evil"]\n\tsmudge = touch {canary}\n\tclean = touch {canary}\n\trequired = true
[url "ext::touch {canary} #"]\n\tinsteadOf = http://
[credential]\n\thelper = !touch {canary}
[alias]\n\tfetch = !touch {canary}
""")
    bench.make("sub")
    bench.make("a")
    work = bench.folder / "work"
    upstream.git(bench.folder, "clone", "-q", str(bench.upstream / "a.git"), str(work))
    (work / ".gitattributes").write_text("* filter=evil\n")
    (work / ".lfsconfig").write_text(f"[lfs]\n\turl = ext::touch {canary}\n")
    upstream.git(work, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(bench.upstream / "sub.git"), "sub")
    upstream.git(work, "add", "-A")
    upstream.git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "traps")
    upstream.git(work, "push", "-q", "origin", "HEAD:master")
    outcome, _ = run_all(bench, {"a": {"git": bench.server.url("a"), "branch": "master"}})
    assert outcome.status == 0, outcome.stderr
    assert not canary.exists()
    assert (bench.out / "a" / ".gitattributes").exists() and not list((bench.out / "a" / "sub").iterdir())
    assert not (bench.out / "a" / ".git" / "hooks").exists()


def test_a_repository_with_paths_of_gits_own_is_refused(bench):
    path, _ = upstream.make(bench.upstream, "evil")
    blob = subprocess.run(
        ["git", "-C", str(path), "hash-object", "-w", "--stdin"], input=b"x", env=upstream.ENVIRONMENT,
        capture_output=True).stdout.decode().strip()
    inner = subprocess.run(
        ["git", "-C", str(path), "mktree"], input=f"100644 blob {blob}\tconfig\n".encode(), env=upstream.ENVIRONMENT,
        capture_output=True).stdout.decode().strip()
    raw = b"40000 .git\0" + bytes.fromhex(inner)
    tree = subprocess.run(
        ["git", "-C", str(path), "hash-object", "-t", "tree", "-w", "--literally", "--stdin"], input=raw,
        env=upstream.ENVIRONMENT, capture_output=True).stdout.decode().strip()
    commit = upstream.git(path, "-c", "user.name=a", "-c", "user.email=a@b", "commit-tree", tree, "-m", "evil")
    upstream.git(path, "update-ref", "refs/heads/master", commit)
    bench.deploy({"evil": {"git": bench.server.url("evil"), "commit": commit}})
    outcome = bench.fetch()
    assert outcome.status == 1 and len(outcome.sources["evil"]["failures"]) == 1
    assert not (bench.out / "evil").exists()


@pytest.mark.parametrize("protocol", ["http", "git", "file"])
def test_protocols_are_allowed_one_by_one(bench, protocol):
    import fetch_bench
    bench.deploy({"a": {"git": f"{protocol}:///h/a" if protocol == "file" else f"{protocol}://127.0.0.1:9/a",
                        "commit": "1" * 40}})
    done = subprocess.run(
        [fetch_bench.program(), "fetch", "--into", str(bench.out), "--format", "json", str(bench.deployment)],
        env=bench.environment, capture_output=True)
    assert json.loads(done.stdout)["sources"]["a"]["failure"]["kind"] == "protocol-not-allowed"
