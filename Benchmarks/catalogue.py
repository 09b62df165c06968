#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of a tree beside what a user would use instead, in one run.

    Benchmarks/catalogue.py PATH...           a deployment: the catalogue, libyaml's events, PyYAML's loaders
    Benchmarks/catalogue.py --growth          a made tree of 1x, 10x and 100x

Prints medians (minima) in milliseconds. Every contender reads the same files, which `--files` lists. With `--cpu` all
times are processor time, which a machine that is busy with other work changes less than the clock's.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python"))
import osa_sources  # noqa: E402


CLOCK = time.perf_counter


def timed(work, rounds):
    times = []
    for _ in range(rounds):
        start = CLOCK()
        work()
        times.append((CLOCK() - start) * 1000)
    return times


def row(name, times, unit=1.0):
    print(f"{name:<44} {statistics.median(times):9.2f} ({min(times):.2f})  x{statistics.median(times) / unit:.1f}")


def ratio(name, dividend, divisor):
    print(f"{name:<44} {statistics.median(dividend) / statistics.median(divisor):9.2f} ({min(dividend) / min(divisor):.2f})")


def files_read(paths):
    document = osa_sources.catalogue(paths)
    names = []
    for entry in document["files"]:
        base = paths[entry["root"]]
        path = os.path.join(base, entry["file"]) if os.path.isdir(base) else base
        names.append(path)
    return [name for name in names if not name.endswith(".txt")]


def compiled(folder):
    program = os.path.join(folder, "libyaml_events")
    subprocess.run(["cc", "-O2", "-o", program, str(ROOT / "Benchmarks/libyaml_events.c"), "-l:libyaml.a"], check=True)
    return program


def libyaml(program, files, rounds):
    clock = "cpu" if CLOCK is time.process_time else "wall"
    output = subprocess.run(
        [program, str(rounds), clock], input="\n".join(files) + "\n", capture_output=True, text=True, check=True).stdout
    return [float(line) for line in output.split()]


def load_all(files, loader):
    import yaml

    for name in files:
        with open(name, encoding="utf-8", errors="surrogateescape") as stream:
            try:
                yaml.load(stream, Loader=loader)
            except yaml.YAMLError:
                pass


def library_load(rounds=15):
    script = (
        "import ctypes,time,sys\n"
        "start=time.perf_counter(); ctypes.CDLL(sys.argv[1]); print((time.perf_counter()-start)*1000)")
    library = osa_sources.library_path()
    return [
        float(subprocess.run([sys.executable, "-c", script, library], capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]


def compare(paths, rounds, show_files):
    import yaml

    files = files_read(paths)
    size = sum(os.path.getsize(name) for name in files)
    print(f"{len(files)} YAML files read, {size / 1000:.0f} kB")
    if show_files:
        print("\n".join(files))
    request = json.dumps({"paths": paths}).encode()
    library = osa_sources.Library()
    floor, ours, c_loader, loader = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        program = compiled(folder)
        library.call("catalogue", request)
        # In turns, and all in every turn: whatever else the machine does, and whether its processors sleep, meets each.
        for _ in range(rounds):
            floor += libyaml(program, files, 2)
            ours += timed(lambda: library.call("catalogue", request), 2)
            c_loader += timed(lambda: load_all(files, yaml.CSafeLoader), 1)
            loader += timed(lambda: load_all(files, yaml.SafeLoader), 1)
    unit = statistics.median(ours)
    row("osa_sources catalogue, JSON document", ours, unit)
    row("libyaml, event stream alone", floor, unit)
    row("PyYAML CSafeLoader, load", c_loader, unit)
    row("PyYAML SafeLoader, load", loader, unit)
    row("ctypes load of the library, new process", library_load(), unit)
    ratio("SafeLoader by catalogue", loader, ours)
    ratio("catalogue by libyaml's events", ours, floor)


def make_tree(folder, scale):
    for service in range(30 * scale):
        name = f"service{service:05d}"
        group = os.path.join(folder, "inventory/group_vars", f"{name}_all")
        role = os.path.join(folder, "roles", f"os_{name}", "defaults")
        os.makedirs(group)
        os.makedirs(role)
        with open(os.path.join(group, "source_git.yml"), "w", encoding="utf-8") as stream:
            stream.write(
                f"---\n{name}_git_repo: \"{{{{ base_url }}}}/openstack/{name}\"\n"
                f"{name}_git_install_branch: {service:040x}\n{name}_git_track_branch: master\n")
        with open(os.path.join(role, "main.yml"), "w", encoding="utf-8") as stream:
            stream.write(f"---\n{name}_git_repo: https://example.org/{name}\n{name}_git_install_branch: master\n")
            stream.write(f"{name}_pip_packages:\n")
            stream.write(f"  - \"git+{{{{ {name}_git_repo }}}}@{{{{ {name}_git_install_branch }}}}#egg={name}\"\n")
            stream.writelines(f"{name}_option_{index}: value {index}\n" for index in range(40))
    everywhere = os.path.join(folder, "inventory/group_vars/all")
    os.makedirs(everywhere)
    with open(os.path.join(everywhere, "all.yml"), "w", encoding="utf-8") as stream:
        stream.write("base_url: https://example.org\n")


def growth():
    library = osa_sources.Library()
    unit = None
    for scale in (1, 10, 100):
        with tempfile.TemporaryDirectory() as folder:
            make_tree(folder, scale)
            request = json.dumps({"paths": [folder]}).encode()
            times = timed(lambda: library.call("catalogue", request), 15 if scale < 100 else 5)
        unit = unit or statistics.median(times)
        row(f"made tree, {30 * scale} services", times, unit)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--files", action="store_true", help="list the files that are read")
    parser.add_argument("--growth", action="store_true", help="a made tree of 1x, 10x and 100x")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of the clock's")
    arguments = parser.parse_args()
    if arguments.cpu:
        global CLOCK
        CLOCK = time.process_time
    if arguments.paths:
        compare(arguments.paths, arguments.rounds, arguments.files)
    if arguments.growth:
        growth()


if __name__ == "__main__":
    main()
