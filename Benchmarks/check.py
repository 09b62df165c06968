#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long `osa-sources check` takes, as a process: a whole deployment, one file, and the hook under pre-commit.

    Benchmarks/check.py PATH...               a deployment; its first group_vars file is checked alone too
    Benchmarks/check.py --tasks N PATH...     with N task files of a usual size per role, made for the measurement
    Benchmarks/check.py --pre-commit          a commit of one file, as pre-commit itself measures its hook

Prints medians (minima) of wall time in milliseconds, next to check-jsonschema's and PyYAML's start where installed.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("OSA_SOURCES_CLI", str(ROOT / ".build/release/osa-sources"))
TASK = """- name: Task {number}
  ansible.builtin.template:
    src: "service.conf.j2"
    dest: "/etc/service/service.conf"
    owner: "{{{{ service_system_user_name }}}}"
    mode: "0640"
  when:
    - service_enabled | bool
    - service_git_constraints is defined
  notify: Restart service

"""


def timed(command, rounds):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        times.append((time.perf_counter() - start) * 1000)
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return times, done


def row(name, times):
    print(f"{name:<52} {statistics.median(times):8.1f} ({min(times):.1f}) ms")


def with_tasks(paths, number, folder):
    """Copies of the PATHs whose roles have task files, as complete trees have."""
    copies = []
    for index, path in enumerate(paths):
        copy = os.path.join(folder, str(index), os.path.basename(path))
        shutil.copytree(path, copy)
        copies.append(copy)
        for defaults in pathlib.Path(copy).glob("*/defaults"):
            for kind in ("tasks", "templates"):
                (defaults.parent / kind).mkdir(exist_ok=True)
            for file in range(number):
                text = "---\n" + "".join(TASK.format(number=task) for task in range(20))
                (defaults.parent / "tasks" / f"t{file}.yml").write_text(text, encoding="utf-8")
                (defaults.parent / "templates" / f"t{file}.j2").write_text("key = {{ value }}\n" * 200, encoding="utf-8")
    return copies


def measure(paths, rounds, tasks):
    times, done = timed([PROGRAM, "check", "--diagnostics", "summary", *paths], rounds)
    print(done.stdout.decode().splitlines()[-1])
    row("check, whole deployment", times)
    if tasks:
        with tempfile.TemporaryDirectory() as folder:
            copies = with_tasks(paths, tasks, folder)
            count = sum(1 for copy in copies for _ in pathlib.Path(copy).rglob("t*.*"))
            times, _ = timed([PROGRAM, "check", "--diagnostics", "summary", *copies], rounds)
            row(f"check, with {count} task and template files", times)
    alone = next((str(f) for p in paths for f in sorted(pathlib.Path(p).rglob("group_vars/*/source_git.yml"))), None)
    if alone:
        times, _ = timed([PROGRAM, "check", alone], rounds)
        row("check, one file", times)
    times, _ = timed([PROGRAM, "--version"], rounds)
    row("start and end of the program", times)
    times, _ = timed([sys.executable, "-c", "import yaml"], rounds)
    row("for comparison: Python with `import yaml`", times)


def pre_commit(rounds):
    executable = next(
        (e for e in (str(ROOT / ".venv-pre-commit/bin/pre-commit"), shutil.which("pre-commit")) if e and os.path.exists(e)),
        None)
    if executable is None:
        print("skipped: pre-commit is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        hooks, work = pathlib.Path(folder, "hooks"), pathlib.Path(folder, "work")
        environment = {**os.environ, "PRE_COMMIT_HOME": folder + "/home", "GIT_AUTHOR_NAME": "B", "GIT_COMMITTER_NAME": "B",
                       "GIT_AUTHOR_EMAIL": "b@example.org", "GIT_COMMITTER_EMAIL": "b@example.org",
                       "PATH": f"{pathlib.Path(PROGRAM).resolve().parent}:{os.environ['PATH']}"}

        def git(where, *arguments):
            return subprocess.run(
                ["git", *arguments], cwd=where, env=environment, check=True, capture_output=True, text=True).stdout.strip()

        for where in (hooks, work):
            where.mkdir()
            git(where, "init", "-q")
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        git(hooks, "add", "-A")
        git(hooks, "commit", "-qm", "hooks")
        path = work / "inventory/group_vars/nova_all/source_git.yml"
        path.parent.mkdir(parents=True)
        path.write_text("nova_git_repo: https://h/nova\nnova_git_install_branch: v1.0\n", encoding="utf-8")
        (work / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: file://{hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD')}\n"
            "    hooks: [{id: osa-sources-installed}, {id: osa-sources-tree-installed}]\n", encoding="utf-8")
        git(work, "add", "-A")
        durations = []
        for _ in range(rounds):
            output = subprocess.run(
                [executable, "run", "--verbose"], cwd=work, env=environment, capture_output=True, text=True,
                check=False).stdout
            durations += [float(found) * 1000 for found in re.findall(r"duration: ([\d.]+)s", output)]
        row("hook, as pre-commit measures it", durations)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--tasks", type=int, default=0, metavar="N")
    parser.add_argument("--pre-commit", action="store_true")
    arguments = parser.parse_args()
    if arguments.paths:
        measure(arguments.paths, arguments.rounds, arguments.tasks)
    if arguments.pre_commit:
        pre_commit(arguments.rounds)


if __name__ == "__main__":
    main()
