#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`osa-sources fetch` beside one `git clone` after another: 50 repositories made on the spot, served by `git daemon` on
127.0.0.1 behind a proxy that adds latency to every round trip.

    Benchmarks/fetch.py [--repositories 50] [--latency 20] [--runs 3] [--sizes spread|small] [--folder DIR]

The sizes are those of a deployment at about a fifth: one of nova's kind (12 000 commits, 800 files), six of keystone's (2 500,
250), and the rest small, as plugins and libraries are (300, 40); with `--sizes small` all are small. No head is tagged; every project is released each 100
commits. Both sides end with the files of the same commits; ours also with what the version needs.

Two targets: 5 times faster than one `git clone` after another, and within 1.5 times of the slowest single clone plus
start-up. The slowest single clone is the longest of those clones, each of which had the machine to itself; start-up is the
command with nothing to fetch. Exits with 1 where one is missed. Servers, proxy and clients
share this machine's processors.
"""
import argparse
import asyncio
import json
import os
import pathlib
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
GIT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
       "LC_ALL": "C"}


def history(seed, commits, files, size):
    """A fast-import stream: every commit rewrites some lines of a few files, every hundredth is tagged."""
    noise = random.Random(seed)
    lines = [[noise.randbytes(24).hex() for _ in range(size)] for _ in range(files)]
    out = bytearray()
    for number in range(1, commits + 1):
        out += b"commit refs/heads/master\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 7\nchange\n" % (
            number, 1_600_000_000 + number * 60)
        for index in range(files) if number == 1 else noise.sample(range(files), min(files, 2)):
            lines[index][noise.randrange(size)] = noise.randbytes(24).hex()
            body = "\n".join(lines[index]).encode()
            out += b"M 100644 inline dir%d/file%d.py\ndata %d\n%s\n" % (index % 9, index, len(body), body)
        if number % 100 == 0:
            out += b"tag 1.%d.0\nfrom :%d\ntagger A <a@example.org> %d +0000\ndata 1\nt\n" % (
                number // 100, number, 1_600_000_000 + number * 60)
    return bytes(out)


# Commits, files, lines of each.
LARGE, MIDDLING, SMALL = (12_037, 800, 60), (2_537, 250, 40), (337, 40, 30)


def make(root, number, count, sizes):
    kind = SMALL if sizes == "small" else LARGE if number == 0 else MIDDLING if number <= count // 8 else SMALL
    commits, files, size = kind
    path = root / f"r{number}.git"
    subprocess.run(["git", "init", "-q", "--bare", "--template=", "-b", "master", str(path)], env=GIT, check=True)
    subprocess.run(["git", "-C", str(path), "fast-import", "--quiet"], env=GIT, check=True,
                   input=history(number, commits, files, size))
    subprocess.run(["git", "-C", str(path), "gc", "-q"], env=GIT, check=True)
    head = subprocess.run(["git", "-C", str(path), "rev-parse", "master"], env=GIT, check=True, stdout=subprocess.PIPE)
    return head.stdout.decode().strip()


class Proxy:
    """Forwards TCP; what goes in comes out half the latency later, and a connection opens a round trip late."""

    def __init__(self, target, latency):
        self.target, self.delay = target, latency / 2
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()
        self.ready.wait()

    async def serve(self):
        server = await asyncio.start_server(self.accept, "127.0.0.1", 0, backlog=256)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def accept(self, reader, writer):
        await asyncio.sleep(2 * self.delay)
        upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(self.pump(reader, upstream_writer), self.pump(upstream_reader, writer))

    async def pump(self, reader, writer):
        loop = asyncio.get_running_loop()
        queue = asyncio.Queue()

        async def send():
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0, due - loop.time()))
                try:
                    if not data:
                        writer.close()
                        return
                    writer.write(data)
                    await writer.drain()
                except OSError:
                    return

        sender = asyncio.create_task(send())
        while True:
            try:
                data = await reader.read(1 << 18)
            except OSError:
                data = b""
            queue.put_nowait((loop.time() + self.delay, data))
            if not data:
                break
        await sender


def processor_time():
    """Seconds that children of this process were given, without servers, which live on."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clone(url, target):
    begin = time.monotonic()
    subprocess.run(["git", "clone", "-q", url, str(target)], env=GIT, check=True)
    return time.monotonic() - begin


def fetch(program, folder, deployment, jobs):
    begin = time.monotonic()
    done = subprocess.run(
        [program, "fetch", "--allow-protocol", "git", "--into", str(folder), "--format", "json", "--progress", "none",
         "--jobs", str(jobs), str(deployment)], stdout=subprocess.PIPE)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(f"fetch failed: {done.stdout.decode()}")
    return seconds


def starting(program, folder):
    """What the command needs to start and find nothing to do."""
    empty = folder / "empty.yml"
    empty.write_text("format: 1\nsources: {}\n")
    times = []
    for _ in range(5):
        begin = time.monotonic()
        subprocess.run([program, "fetch", "--into", str(folder / "none"), "--progress", "none", str(empty)],
                       stdout=subprocess.DEVNULL, check=True)
        times.append(time.monotonic() - begin)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repositories", type=int, default=50)
    parser.add_argument("--latency", type=float, default=20, help="milliseconds added to each round trip")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=16)
    parser.add_argument("--sizes", choices=("spread", "small"), default="spread")
    parser.add_argument("--folder", help="where everything is made, such as /dev/shm; the system's for temporary files")
    parser.add_argument("--program", default=str(ROOT / ".build/release/osa-sources"))
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="osa-sources-bench-", dir=options.folder))
    daemon = None
    try:
        root = folder / "upstream"
        root.mkdir()
        commits = {f"r{n}": make(root, n, options.repositories, options.sizes) for n in range(options.repositories)}
        port = free_port()
        daemon = subprocess.Popen(
            ["git", "daemon", "--reuseaddr", "--export-all", "--max-connections=0", "--listen=127.0.0.1",
             f"--port={port}", f"--base-path={root}"], env=GIT, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        proxy = Proxy(port, options.latency / 1000)
        base = f"git://127.0.0.1:{proxy.port}"
        deployment = folder / "osa-sources.yml"
        deployment.write_text(json.dumps({"format": 1, "sources": {
            name: {"git": f"{base}/{name}.git", "commit": commit} for name, commit in commits.items()}}))
        clones, singles, fetches, busy = [], [], [], []
        for run in range(options.runs):
            marks = [processor_time()]
            times = [clone(f"{base}/{name}.git", folder / f"clone{run}" / name) for name in commits]
            marks.append(processor_time())
            clones.append(sum(times))
            singles.append(max(times))
            fetches.append(fetch(options.program, folder / f"fetch{run}", deployment, options.jobs))
            marks.append(processor_time())
            busy.append((marks[1] - marks[0], marks[2] - marks[1]))
            shutil.rmtree(folder / f"clone{run}")
            shutil.rmtree(folder / f"fetch{run}")
        start = starting(options.program, folder)
        row, single, ours = (statistics.median(values) for values in (clones, singles, fetches))
        print(f"{options.repositories} repositories, {options.latency:g} ms, median of {options.runs}")
        print(f"git clone, one after another   {row:7.2f} s")
        print(f"slowest single git clone       {single:7.2f} s")
        print(f"osa-sources fetch              {ours:7.2f} s   {row / ours:.1f} times faster (target 5)")
        theirs, own = (statistics.median(pair[side] for pair in busy) for side in (0, 1))
        print(f"processor time of clients      {theirs:7.2f} s of the clones, {own:.2f} s of the fetch")
        print(f"start-up                       {start:7.2f} s")
        print(f"fetch / slowest clone          {(ours - start) / single:7.2f}     (target 1.5)")
        return 0 if row / ours >= 5 and ours <= 1.5 * single + start else 1
    finally:
        if daemon:
            daemon.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
