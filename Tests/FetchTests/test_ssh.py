# SPDX-License-Identifier: Apache-2.0
"""A real sshd on 127.0.0.1 with keys made on the spot."""
import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import time

import pytest

SSHD = "/usr/sbin/sshd"
pytestmark = pytest.mark.skipif(not pathlib.Path(SSHD).exists(), reason="openssh-server is not installed")


class Sshd:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        for name in ("host", "user", "stranger"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        shutil.copy(folder / "user.pub", folder / "authorized_keys")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {folder}/host\nPidFile none\nUsePAM no\nStrictModes no\n"
            f"AuthorizedKeysFile {folder}/authorized_keys\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "PermitRootLogin yes\nAcceptEnv GIT_PROTOCOL\nMaxStartups 100\n")
        if os.getuid() == 0:
            pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        self.process = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("sshd does not listen")

    def client(self, key="user", host="host"):
        """A PATH whose ssh reads these keys where it would read the user's `~/.ssh`."""
        (self.folder / "known_hosts").write_text(
            f"[127.0.0.1]:{self.port} " + (self.folder / f"{host}.pub").read_text())
        (self.folder / "config").write_text(
            f"IdentityFile {self.folder}/{key}\nIdentitiesOnly yes\nUserKnownHostsFile {self.folder}/known_hosts\n"
            "GlobalKnownHostsFile /dev/null\n")
        stub = self.folder / "bin" / "ssh"
        stub.parent.mkdir(exist_ok=True)
        stub.write_text(f'#!/bin/sh\nexec /usr/bin/ssh -F {self.folder}/config "$@"\n')
        stub.chmod(0o755)
        return {"PATH": f"{stub.parent}:{os.environ['PATH']}"}

    def stop(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def sshd(bench):
    server = Sshd(bench.folder / "ssh")
    yield server
    server.stop()


def test_repositories_arrive_over_ssh(bench, sshd):
    commits = {name: bench.make(name)[-1] for name in ("a", "b", "c")}
    base = f"ssh://{getpass.getuser()}@127.0.0.1:{sshd.port}{bench.upstream}"
    bench.deploy({name: {"git": f"{base}/{name}.git", "commit": commit} for name, commit in commits.items()}
                 | {"tag": {"git": f"{base}/a.git", "tag": "1.2.0"}})
    outcome = bench.fetch("--cache", bench.cache, **sshd.client())
    assert outcome.status == 0, outcome.stderr
    assert {name: bench.head(name) for name in commits} == commits
    assert outcome.sources["tag"]["version"] == "1.2.0"


@pytest.mark.parametrize("key, host", [("stranger", "host"), ("user", "stranger")])
def test_a_refused_key_and_a_host_that_is_another_ask_nobody(bench, sshd, key, host):
    commit = bench.make("a")[-1]
    bench.deploy({"a": {"git": f"ssh://{getpass.getuser()}@127.0.0.1:{sshd.port}{bench.upstream}/a.git", "commit": commit}})
    outcome = bench.fetch("--retries", 3, **sshd.client(key, host))
    assert outcome.status == 1 and "error[OSA505]" in outcome.stderr and outcome.seconds < 20
    assert len(outcome.sources["a"]["failures"]) == 1
    assert not (bench.out / "a").exists()


def test_what_ssh_says_is_told(bench, sshd):
    bench.make("a")
    user = getpass.getuser()
    environment = sshd.client(host="stranger")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
    commit = "1" * 40
    bench.deploy({
        "closed": {"git": f"ssh://{user}@127.0.0.1:{closed}/x", "commit": commit},
        "stranger": {"git": f"ssh://{user}@127.0.0.1:{sshd.port}{bench.upstream}/a.git", "commit": commit}})
    outcome = bench.fetch("--retries", 0, **environment)
    messages = {name: source["failure"]["message"] for name, source in outcome.sources.items()}
    assert "Connection refused" in messages["closed"] and str(closed) in messages["closed"]
    assert "Host key verification failed" in messages["stranger"]
