# SPDX-License-Identifier: Apache-2.0
"""The command against real git servers on 127.0.0.1; nothing here leaves the machine."""
import functools
import json
import os
import pathlib
import signal
import subprocess
import time

import jsonschema

import git_server
import upstream

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    named = os.environ.get("OSA_SOURCES_CLI")
    if named:
        return named
    built = [ROOT / ".build" / kind / "osa-sources" for kind in ("debug", "release")]
    existing = [path for path in built if path.exists()]
    assert existing, "build osa-sources first: swift build"
    return str(max(existing, key=lambda path: path.stat().st_mtime))


def marked_processes(pid):
    """Ids of processes that a run of that process started."""
    wanted = f"OSA_SOURCES_RUN={pid}-".encode()
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if wanted in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
            except OSError:
                pass
    return found


@functools.cache
def schema():
    return json.loads(subprocess.run(
        [program(), "schema", "--document", "fetch"], stdout=subprocess.PIPE, check=True).stdout)


class Outcome:
    def __init__(self, pid, status, stdout, stderr, seconds):
        self.pid, self.status, self.stdout, self.stderr, self.seconds = pid, status, stdout, stderr, seconds

    @property
    def document(self):
        document = json.loads(self.stdout)
        jsonschema.validate(document, schema())
        return document

    @property
    def sources(self):
        return self.document["sources"]

    def named(self, *statuses):
        return {name for name, source in self.sources.items() if source["status"] in statuses}


class Bench:
    """A folder with a deployment, an upstream and a server."""

    def __init__(self, folder):
        self.folder = folder
        self.upstream = folder / "upstream"
        self.upstream.mkdir()
        self.out = folder / "out"
        self.cache = folder / "cache"
        self.deployment = folder / "osa-sources.yml"
        self.server = git_server.Server(self.upstream)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}

    def make(self, name, **options):
        return upstream.make(self.upstream, name, **options)[1]

    def deploy(self, sources):
        # JSON is YAML; every control character is escaped.
        self.deployment.write_text(json.dumps({"format": 1, "sources": sources}))

    def start(self, *arguments, into=True, **environment):
        command = [program(), "fetch", "--allow-protocol", "http", "--retry-wait", "0.05", "--format", "json"]
        if into:
            command += ["--into", str(self.out)]
        return subprocess.Popen(
            [*command, *map(str, arguments), str(self.deployment)], env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def fetch(self, *arguments, limit=120, **options):
        begin = time.monotonic()
        process = self.start(*arguments, **options)
        try:
            stdout, stderr = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            raise
        seconds = time.monotonic() - begin
        assert marked_processes(process.pid) == []
        return Outcome(process.pid, process.returncode, stdout.decode(), stderr.decode(), seconds)

    def head(self, name):
        return upstream.git(self.out / name, "rev-parse", "HEAD")
