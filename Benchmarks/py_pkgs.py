#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`py_pkgs` beside what it cost before: PyYAML's SafeLoader over the same files.

    Benchmarks/py_pkgs.py PATH...        a deployment of the age of py_pkgs
    Benchmarks/py_pkgs.py --require 50   fails unless the lookup is that many times faster

Prints medians (minima) in milliseconds. The files are those that the old lookup opened; it loaded each with
`yaml.safe_load`, which was nearly all of its time.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python"))
import osa_sources  # noqa: E402

WORDS = ("/defaults/", "/vars/", "/user_", "requirements.txt", "global-requirement-pins.txt")


def timed(work, rounds):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def row(name, times, unit):
    median = statistics.median(times)
    print(f"{name:<52} {median:9.2f} ({min(times):.2f})  x{median / unit:.1f}")


def files_read(paths):
    found = []
    for path in paths:
        for folder, _, names in os.walk(os.path.abspath(path)):
            files = (os.path.join(folder, name) for name in names if name.endswith(("yaml", "yml")))
            found += [name for name in files if any(word in name for word in WORDS)]
    return found


def load_all(files):
    import yaml

    for name in files:
        with open(name, encoding="utf-8") as stream:
            try:
                yaml.load(stream.read(), Loader=yaml.SafeLoader)
            except yaml.YAMLError:
                pass


def request(paths, quirks, view="py_pkgs"):
    return json.dumps({"paths": paths, "view": view, "legacy_quirks": quirks}).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--require", type=float, help="least factor between the loader and the lookup")
    arguments = parser.parse_args()
    paths = arguments.paths
    files = files_read(paths)
    print(f"{len(files)} YAML files, {sum(os.path.getsize(name) for name in files) / 1000:.0f} kB")
    library = osa_sources.Library()

    def answer(quirks, view="py_pkgs"):
        body = request(paths, quirks, view)

        def work():
            status, document = library.call("catalogue", body)
            found = json.loads(document)
            # A refusal is quick, and no answer.
            if status < 0:
                raise SystemExit(f"error: {library.path}: {found['error']['message']}")
            return found

        return work

    old = timed(answer("16.0.0"), arguments.rounds)
    unit = statistics.median(old)
    row("py_pkgs, legacy_quirks='16.0.0', as a Python dict", old, unit)
    new = timed(answer(False), arguments.rounds)
    row("py_pkgs from the catalogue, as a Python dict", new, unit)
    row("repo_build views from the catalogue", timed(answer(False, "repo_build"), arguments.rounds), unit)
    loader = timed(lambda: load_all(files), 3)
    row("PyYAML SafeLoader, load of the same files", loader, unit)
    factor = statistics.median(loader) / max(unit, statistics.median(new))
    print(f"the slower of the two is {factor:.0f} times faster than the loader alone")
    if arguments.require and factor < arguments.require:
        print(f"error: less than {arguments.require:.0f} times", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
