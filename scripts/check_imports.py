#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No target imports what its manifest entry does not declare.

SwiftPM's own `--explicit-target-dependency-import-check` finds nothing with this toolchain, so the imports are compared
with `swift package describe`. `--self-test` plants a violation in a copy of the facts and fails unless it is found.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYSTEM = {"Swift", "Glibc", "Foundation", "Synchronization", "Testing", "XCTest", "PackageDescription"}
IMPORT = re.compile(r"^(?:@testable\s+|@preconcurrency\s+|package\s+|public\s+)*import\s+(?:struct\s+|enum\s+)?(\w+)", re.M)


def described():
    output = subprocess.run(
        ["swift", "package", "describe", "--type", "json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return json.loads(output[output.index("{"):])["targets"]


def imports(target):
    folder = ROOT / target["path"]
    found = {}
    for source in target["sources"]:
        if not source.endswith(".swift"):
            continue
        text = (folder / source).read_text(encoding="utf-8")
        # Another language's imports may stand in a text; lines keep their numbers.
        text = re.sub(r'"""[\s\S]*?"""', lambda match: "\n" * match.group().count("\n"), text)
        for match in IMPORT.finditer(text):
            found.setdefault(match.group(1), f"{target['path']}/{source}:{text[:match.start()].count(chr(10)) + 1}")
    return found


def violations(targets):
    for target in targets:
        declared = set(target.get("target_dependencies", [])) | set(target.get("product_dependencies", []))
        for module, place in imports(target).items():
            if module not in declared | SYSTEM | {target["c99name"]}:
                yield f"{place}: `{target['name']}` imports `{module}`, which its manifest entry does not declare"


def main():
    targets = described()
    if "--self-test" in sys.argv:
        planted = next(target for target in targets if target["name"] == "YAMLTree")
        planted["target_dependencies"].remove("CLibYAML")
        if not any("`CLibYAML`" in line for line in violations(targets)):
            print("error: a planted violation was not found", file=sys.stderr)
            return 1
        return 0
    found = list(violations(targets))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
