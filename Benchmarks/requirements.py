#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Constraint lines parsed beside `packaging`, in one run.

    Benchmarks/requirements.py                    a made file of 12,000 lines
    Benchmarks/requirements.py FILE...            the lines of these constraint files, over and over
    Benchmarks/requirements.py --growth           1x, 10x and 100x as many lines

Every contender opens the same file, parses every line and validates every version and marker. `packaging` keeps its
`Requirement`s; the library keeps its entries and answers their number, or a sequence that makes them when they are looked
at, which is what `parse` does; or all of them as JSON, which Python then decodes. "Read" looks at every member. Prints medians (minima) in milliseconds of processor time: every contender has one thread.
"""
import argparse
import os
import pathlib
import random
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python"))
import osa_sources  # noqa: E402
import packaging  # noqa: E402
from packaging.requirements import Requirement  # noqa: E402
from packaging.version import Version  # noqa: E402

WORDS = "oslo keystone client middleware python lib cache db serialization utils policy auth django net x86".split()
MARKERS = ["python_version<'3.9'", "python_version=='3.9'", "python_version>='3.10'", "sys_platform!='win32'",
           "(python_version=='3.11')", "python_version>='3.10' and python_version<'3.13'"]


def made(count):
    """Lines like those of upper-constraints: one in eight with a marker."""
    chance = random.Random(1)
    for _ in range(count):
        name = chance.choice("-._").join(chance.choices(WORDS, k=chance.randint(1, 3)))
        version = ".".join(str(chance.randint(0, 40)) for _ in range(chance.randint(2, 4)))
        if chance.random() < 0.03:
            version += chance.choice(["rc1", "b2", ".post1", ".dev3"])
        marker = ";" + chance.choice(MARKERS) if chance.random() < 0.12 else ""
        yield f"{name}==={version}{marker}"


def repeated(paths, count):
    lines = [line for path in paths for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line.strip() and not line.lstrip().startswith("#") and parses(line)]
    return [kept[index % len(kept)] for index in range(count)]


def parses(line):
    try:
        Requirement(line.split(" #")[0])
    except Exception:
        return False
    return True


def with_packaging(path):
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split(" #", 1)[0].strip()
            if not line or line.startswith("#"):
                continue
            requirement = Requirement(line)
            for specifier in requirement.specifier:
                Version(specifier.version)
            found.append(requirement)
    return len(found)


def with_library(path, entries, read=False):
    found = osa_sources.parse(requirement_file=str(path), constraint=True, entries=entries)["requirement_file"]
    assert not found["diagnostics"], found["diagnostics"][:3]
    if read:
        return sum(1 for entry in found["entries"] if entry["name"])
    return found["count"] if entries is False else len(found["entries"])


def timed(work, rounds):
    times = []
    for _ in range(rounds):
        start = time.process_time()
        count = work()
        times.append((time.process_time() - start) * 1000)
    return times, count


def compare(lines, rounds):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "constraints.txt"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        size = path.stat().st_size
        # By turns, so that a slow moment of the machine hits all.
        contenders = [
            (f"packaging {packaging.__version__}", lambda: with_packaging(path)),
            ("osa_sources, number alone", lambda: with_library(path, False)),
            ("osa_sources, as `parse` answers", lambda: with_library(path, None)),
            ("osa_sources, the same and read", lambda: with_library(path, None, read=True)),
            ("osa_sources, a list of dicts", lambda: with_library(path, True)),
        ]
        results = {name: [] for name, _ in contenders}
        for _ in range(rounds):
            for name, work in contenders:
                times, count = timed(work, 1)
                assert count == len(lines), (name, count)
                results[name] += times
    unit = statistics.median(results[contenders[0][0]])
    print(f"{len(lines)} lines, {size} bytes")
    for name, times in results.items():
        median = statistics.median(times)
        print(f"  {name:<42} {median:9.2f} ({min(times):.2f}) ms  {len(lines) / median / 1000:7.2f} M lines/s"
              f"  {unit / median:6.1f} times as fast")
    return unit / statistics.median(results["osa_sources, as `parse` answers"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="constraint files")
    parser.add_argument("--lines", type=int, default=12_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--at-least", type=float, help="fail where the library is not so many times as fast")
    arguments = parser.parse_args()

    def lines(count):
        return repeated(arguments.files, count) if arguments.files else list(made(count))

    factor = compare(lines(arguments.lines), arguments.rounds)
    if arguments.growth:
        for scale in (10, 100):
            compare(lines(arguments.lines * scale // 12), max(3, arguments.rounds // 3))
    if arguments.at_least and factor < arguments.at_least:
        sys.exit(f"{factor:.1f} times as fast, not {arguments.at_least}")


if __name__ == "__main__":
    main()
