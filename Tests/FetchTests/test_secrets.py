# SPDX-License-Identifier: Apache-2.0
"""A secret in every place that can hold one: none of it comes out, in any format, file or command line."""
import base64
import pathlib
import re
import shutil
import subprocess

import fetch_bench
import git_server

SECRET = "hunter2sesame"
ENCODED = "hunter2%73esame"
USER = "secretuser77"
TOKEN = "ghp_tokenvalue123456"
NETRC = "netrcpassword99"
PROXY = "proxypassword42"
QUERY = "querytokenvalue88"
EVERYTHING = [SECRET, ENCODED, USER, TOKEN, NETRC, PROXY, QUERY] + [
    base64.b64encode(f"{user}:{password}".encode()).decode()
    for user, password in ((USER, SECRET), (TOKEN, ""), ("n", NETRC))]

STUB = """#!/bin/sh
{{ printf '%s ' "$@"; echo; }} >> "$0.log"
exec {git} "$@"
"""


def scan(text):
    return [secret for secret in EVERYTHING if secret in text]


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def prepare(bench):
    commits = {name: bench.make(name)[-1] for name in ("good", "token", "wrong", "netrc", "moved", "free")}
    allowed = {"good": basic(USER, SECRET), "token": basic(TOKEN, ""), "netrc": basic("n", NETRC)}

    def fault(request, number, headers):
        if request.repository == "moved":
            return git_server.status(500)
        if request.repository in ("good", "token", "wrong", "netrc"):
            if headers.get("Authorization") != allowed.get(request.repository, "none"):
                return git_server.status(401, WWW_Authenticate='Basic realm="x"')
        return None

    bench.server.fault = fault
    (bench.folder / ".netrc").write_text(f"machine 127.0.0.1\nlogin n\npassword {NETRC}\n")
    url = bench.server.url
    bench.deploy({
        "good": {"git": url("good", f"{USER}:{ENCODED}@"), "commit": commits["good"]},
        "token": {"git": url("token", f"{TOKEN}@"), "commit": commits["token"]},
        "wrong": {"git": url("wrong", f"{USER}:{SECRET}@"), "commit": commits["wrong"]},
        "netrc": {"git": url("netrc"), "commit": commits["netrc"]},
        "moved": {"git": url("moved", f"{USER}:{SECRET}@"), "mirrors": [url("moved", f"{TOKEN}:{SECRET}@")],
                  "commit": commits["moved"]},
        "query": {"git": url("free") + f"?private_token={QUERY}", "commit": commits["free"]},
        "double": {"git": url("free", f"{USER}:{SECRET}@{SECRET}@"), "commit": commits["free"]},
        "ssh": {"git": f"ssh://account:{SECRET}@127.0.0.1/a", "commit": commits["free"]},
        "broken": {"git": url("free", f"{USER}:{SECRET}%zz@"), "commit": commits["free"]}})


def test_no_secret_comes_out(bench):
    prepare(bench)
    stub = bench.folder / "bin" / "git"
    stub.parent.mkdir()
    stub.write_text(STUB.format(git=shutil.which("git")))
    stub.chmod(0o755)
    environment = {
        **bench.environment, "PATH": f"{stub.parent}:{bench.environment['PATH']}", "no_proxy": "127.0.0.1",
        "https_proxy": f"http://{USER}:{PROXY}@127.0.0.1:9"}
    printed = []
    for arguments in (
        ["--format", "json", "--diagnostics", "json", "--progress", "plain"],
        ["--format", "text", "--diagnostics", "full", "--progress", "bar"],
        ["--format", "text", "--diagnostics", "concise"], ["--format", "text", "--diagnostics", "sarif"],
        ["--format", "text", "--diagnostics", "github", "--offline"],
    ):
        done = subprocess.run(
            [fetch_bench.program(), "fetch", "--allow-protocol", "http", "--retries", "1", "--retry-wait", "0",
             "--into", str(bench.out), "--cache", str(bench.cache), *arguments, str(bench.deployment)],
            env=environment, capture_output=True, timeout=60)
        assert done.returncode == 1, done.stderr.decode()
        printed.append((done.stdout + done.stderr).decode())
    assert all(name in printed[0] for name in ("good", "wrong", "query"))
    for text in printed:
        assert scan(text) == [], [line for line in text.splitlines() if scan(line)]
    assert scan((stub.parent / "git.log").read_text()) == []
    for folder in (bench.out, bench.cache):
        for path in pathlib.Path(folder).rglob("*"):
            assert scan(str(path)) == []
            if path.is_file():
                assert scan(path.read_bytes().decode("latin-1")) == []


def test_credentials_open_what_they_are_for(bench):
    prepare(bench)
    outcome = bench.fetch("--retries", 0)
    assert outcome.named("fetched") == {"good", "token", "netrc"}, outcome.stderr
    assert outcome.sources["wrong"]["failure"]["kind"] == "authentication"
    assert outcome.named("failed") == {"wrong", "moved", "query", "double", "ssh", "broken"}


def test_a_server_that_repeats_what_it_was_sent_is_not_quoted(bench):
    """In the text of an error, which git prints, and in the address of a redirection."""
    for echoed in ("body", "redirect"):
        prepare(bench)
        allowed = bench.server.fault

        def fault(request, number, headers, allowed=allowed, echoed=echoed):
            sent = headers.get("Authorization")
            if not sent:
                return allowed(request, number, headers)
            user, _, password = base64.b64decode(sent.split()[1]).decode().partition(":")
            if echoed == "redirect":
                return git_server.redirect(
                    f"http://{user}:{password}@127.0.0.1:1/x/info/refs?token={password}&service=git-upload-pack")

            def say(handler, request, raw):
                handler.reply(500, [("Content-Type", "text/plain")], f"error: {sent} {user} {password}\n".encode())
            return say

        bench.server.fault = fault
        outcome = bench.fetch("--retries", 0)
        assert {"good", "token", "netrc"} <= outcome.named("failed")
        assert scan(outcome.stdout + outcome.stderr) == []


def test_a_credential_goes_to_its_own_host_only(bench, tmp_path_factory):
    """A server that redirects to another and asks there gets nothing."""
    other = fetch_bench.Bench(tmp_path_factory.mktemp("other"))
    commit = other.make("a")[-1]
    bench.make("a")
    other.server.fault = lambda request, number, headers: git_server.status(401, WWW_Authenticate='Basic realm="x"')
    bench.server.fault = lambda request, number, headers: git_server.redirect(
        other.server.url("a") + "/info/refs?service=git-upload-pack")
    bench.deploy({"a": {"git": bench.server.url("a", f"{USER}:{SECRET}@"), "commit": commit}})
    outcome = bench.fetch("--retries", 0)
    other.server.stop()
    assert outcome.status == 1
    assert len(other.server.requests) >= 1 and other.server.authorizations == []


def test_the_process_that_asks_is_seen_with_no_secret_in_its_arguments(bench):
    """While git runs, every command line of the machine is read."""
    prepare(bench)
    waiting = bench.server.fault
    seen = []

    def fault(request, number, headers):
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                text = path.read_bytes().decode("latin-1")
            except OSError:
                continue
            if not re.search("pytest", text):
                seen.extend(scan(text))
        return waiting(request, number, headers)

    bench.server.fault = fault
    bench.fetch("--retries", 0)
    assert seen == []
