# SPDX-License-Identifier: Apache-2.0
"""Repositories made on the spot."""
import os
import pathlib
import random
import subprocess

ENVIRONMENT = {
    "PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    "LC_ALL": "C"}


def git(repository, *arguments, text=None):
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments], env=ENVIRONMENT, input=text, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def stream(commits, size, seed, tags):
    """A fast-import stream; `tags` maps the number of a commit, from 1, to the name of a tag."""
    noise = random.Random(seed)
    out = bytearray()
    for number in range(1, commits + 1):
        body = noise.randbytes(size) + f"\n{number}\n".encode()
        message = f"change {number}\n".encode()
        out += b"commit refs/heads/master\nmark :%d\ncommitter A <a@example.org> %d +0000\n" % (
            number, 1_600_000_000 + number * 60)
        out += b"data %d\n%s" % (len(message), message)
        out += b"M 100644 inline file%d.txt\ndata %d\n%s\n" % (number % 7, len(body), body)
        if number in tags:
            out += b"tag %s\nfrom :%d\ntagger A <a@example.org> %d +0000\ndata 1\nt\n" % (
                tags[number].encode(), number, 1_600_000_000 + number * 60)
    return bytes(out)


def make(root, name, commits=6, size=400, seed=None, tags=None, object_format="sha1"):
    """A bare repository; gives its path and the commits, oldest first."""
    path = pathlib.Path(root) / (name + ".git")
    subprocess.run(
        ["git", "init", "-q", "--bare", "--template=", f"--object-format={object_format}", "-b", "master", str(path)],
        env=ENVIRONMENT, check=True)
    git(path, "fast-import", "--quiet", text=stream(commits, size, seed or name, {2: "1.2.0"} if tags is None else tags))
    return path, git(path, "rev-list", "--reverse", "master").split()
