#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From the pages of diagnostics: their index, and the Swift file that `osa-sources explain OSA###` prints them from.

    scripts/diagnostics.py            writes both
    scripts/diagnostics.py --check    says which of them is stale; status 1 if one is
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs/reference/diagnostics"
INDEX = PAGES / "README.md"
SWIFT = ROOT / "Sources/OSASourcesCommands/Pages/DiagnosticPages.swift"
HUNDREDS = {
    "0": "Reading", "1": "Catalogue", "2": "Requirements", "3": "Constraints", "4": "Planning", "5": "Running",
    "9": "Internal",
}


def pages():
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("OSA[0-9][0-9][0-9].md"))]


def row(code, text):
    name = re.match(r"# OSA\d+ (\S+)", text)
    severity = re.search(r"^\*(\w+)\*$", text, re.M)
    what = re.search(r"^\*\w+\*\n\n(.+?)(?:\n\n|\Z)", text, re.M | re.S)
    first = re.split(r"(?<=[.!])\s", " ".join(what[1].split()))[0] if what else ""
    return f"| [{code}]({code}.md) | {name[1] if name else ''} | {severity[1] if severity else ''} | {first} |"


def index():
    lines = [
        "<!-- Made by scripts/diagnostics.py from the pages; a test proves it fresh. -->", "# Diagnostics", "",
        "Every finding has a code that is never used for anything else. `osa-sources explain OSA112` prints its page.", "",
    ]
    for digit, title in HUNDREDS.items():
        rows = [row(code, text) for code, text in pages() if code[3] == digit]
        if rows:
            lines += [f"## {title}", "", "| code | name | severity | what |", "|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


def literal(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def swift():
    lines = [
        "// Made by scripts/diagnostics.py from docs/reference/diagnostics; a test proves it fresh.",
        "// swift-format-ignore-file", "",
        "/// The pages of diagnostics in Markdown, by code.", "enum DiagnosticPages {",
        "  static let all: [String: String] = [",
        *[f"    \"{code}\": {literal(text)}," for code, text in pages()], "  ]", "}", "",
    ]
    return "\n".join(lines)


def main():
    made = {INDEX: index(), SWIFT: swift()}
    if "--check" not in sys.argv:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is stale: run scripts/diagnostics.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
