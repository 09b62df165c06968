#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Merging constraint layers: a three-layer set of a release, and how the time grows with the lines.

    Benchmarks/layers.py [--repeat N] [--upper FILE]

Times are of whole calls through the C ABI: request, reading files, merging, document; the last without json.loads. Beside
it `packaging` parses and evaluates the same lines for one Python, which is less than half of the work.
"""
import argparse
import json
import pathlib
import random
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "python"))

from osa_sources._library import Library  # noqa: E402


def milliseconds(work, repeat):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), statistics.median(times)


def made(lines, seed=7):
    """An upper-constraints of about that many lines: a seventh with markers, some names up to five times."""
    chance = random.Random(seed)
    out = []
    number = 0
    while len(out) < lines:
        number += 1
        version = "%d.%d.%d" % (chance.randrange(9), chance.randrange(30), chance.randrange(9))
        if chance.random() < 0.07:
            for python in chance.sample(["3.8", "3.9", "3.10", "3.11", "3.12"], chance.randrange(2, 6)):
                out.append("made-%d===%s;python_version=='%s'" % (number, version, python))
        else:
            out.append("made-%d===%s" % (number, version))
    return out


def stack(folder, upper):
    """User, pins and upper as files; every tenth name is pinned, every hundredth overridden."""
    names = [line.split("=")[0] for line in upper if not line.startswith("#") and "=" in line]
    layers = {
        "user": ["%s==99" % name for name in names[::100]],
        "pins": ["%s==98;python_version>='3.11'" % name for name in names[::10]],
        "upper": upper,
    }
    paths = []
    for name, lines in layers.items():
        path = folder / ("%s.txt" % name)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append({"name": name, "file": str(path)})
    return paths


def packaging_time(path, repeat):
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return None
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line]

    def work():
        for line in lines:
            requirement = Requirement(line)
            if requirement.marker:
                requirement.marker.evaluate()

    return milliseconds(work, repeat)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("--upper", type=pathlib.Path, help="a real upper-constraints.txt")
    options = parser.parse_args()
    library = Library()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        upper = options.upper.read_text(encoding="utf-8").splitlines() if options.upper else made(600)
        print("%-34s %9s %9s" % ("three layers, universal", "best ms", "median"))
        cases = [("%d lines" % len(upper), upper, options.repeat)]
        cases += [("%d lines, made" % count, made(count), 5) for count in (10_000, 20_000, 50_000, 100_000)]
        rates = []
        for title, lines, repeat in cases:
            request = json.dumps({"layers": stack(folder, lines)}).encode()
            status, document = library.call("constraints", request)
            assert status == 0, document[:500]
            best, median = milliseconds(lambda: library.call("constraints", request), repeat)
            rates.append(best / len(lines))
            print("%-34s %9.2f %9.2f   %.2f us a line" % (title, best, median, rates[-1] * 1000))
        request = json.dumps({"layers": stack(folder, upper), "python": "3.12"}).encode()
        print("%-34s %9.2f %9.2f" % (("the first, for Python 3.12",) + milliseconds(
            lambda: library.call("constraints", request), options.repeat)))
        stack(folder, upper)
        beside = packaging_time(folder / "upper.txt", max(3, options.repeat // 10))
        if beside:
            print("%-34s %9.2f %9.2f" % (("packaging, upper alone, one Python",) + beside))
        print("100,000 lines cost %.2f times per line what 10,000 do" % (rates[-1] / rates[1]))


if __name__ == "__main__":
    main()
