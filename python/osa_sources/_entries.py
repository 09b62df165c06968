# SPDX-License-Identifier: Apache-2.0
"""The entries of a requirement file, made when they are looked at."""

import re
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any, Dict, Iterator, List, Tuple, Union, overload

Entry = Dict[str, Any]

_SEPARATORS = re.compile(r"[-_.]+")
_ITEMS = ("text", "name", "specifier", "marker", "place")


class Entries(Sequence):
    """A sequence of dicts, one for each entry in the order of the text.

    A file of constraints has thousands of entries of eighteen members each, of which few are read: they stay in the few
    long texts in which the library answers until somebody asks. Compares with lists; ``list(entries)`` makes one.
    """

    __slots__ = ("_columns", "_items", "_runs")

    def __init__(self, columns: Dict[str, Any]) -> None:
        self._columns = columns
        self._items: Any = None
        self._runs: Any = None

    def __len__(self) -> int:
        return self._columns["count"]

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> List[Entry]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Entry, List[Entry]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        other = self._columns["others"].get(str(number))
        if other is not None:
            return other
        return _entry(*(column[number] for column in self._split()), *self._run(number))

    def __iter__(self) -> Iterator[Entry]:
        others = self._columns["others"]
        runs = chain.from_iterable(
            repeat((run["file"], run["constraint"]), run["count"]) for run in self._columns["runs"]
        )
        for number, (text, name, specifier, marker, place, run) in enumerate(zip(*self._split(), runs)):
            if not name and str(number) in others:
                yield others[str(number)]
            else:
                yield _entry(text, name, specifier, marker, place, *run)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (list, tuple, Entries)):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"

    def _split(self) -> List[List[Any]]:
        if self._items is None:
            columns = [self._columns[name].split(self._columns["separator"]) for name in _ITEMS]
            self._items = columns + [_places(columns.pop(), self._columns["others"])]
        return self._items

    def _run(self, number: int) -> Any:
        for run in self._columns["runs"]:
            if number < run["count"]:
                return run["file"], run["constraint"]
            number -= run["count"]
        raise IndexError("entry out of range")


def _places(items: List[str], others: Dict[str, Entry]) -> List[Tuple[int, int]]:
    """Line and column of each; an empty item is the line behind that of the one before."""
    places = []
    line = 0
    for number, item in enumerate(items):
        column = ""
        if item:
            number_of_line, _, column = item.partition(":")
            line = int(number_of_line)
        elif not others or str(number) not in others:
            line += 1
        places.append((line, int(column) if column else 1))
    return places


def _entry(
    text: str, name: str, specifier: str, marker: str, place: Tuple[int, int], file: str, constraint: bool
) -> Entry:
    line, column = place
    return {
        "text": text or name + specifier,
        "name": name,
        "canonical_name": _canonical(name),
        "inferred_name": None,
        "extras": [],
        "specifier": specifier,
        "specifiers": [_specifier(part) for part in specifier.split(",")] if specifier else [],
        "marker": marker or None,
        "url": None,
        "vcs": None,
        "subdirectory": None,
        "editable": False,
        "hashes": [],
        "config_settings": [],
        "constraint": constraint,
        "file": file,
        "line": line,
        "column": column,
    }


def _canonical(name: str) -> str:
    """PEP 503; runs of separators are rare, and a pattern slow."""
    name = name.lower().replace("_", "-").replace(".", "-")
    return _SEPARATORS.sub("-", name) if "--" in name else name


def _specifier(text: str) -> Dict[str, str]:
    """A specifier starts with its operator: `===`, two characters that end in `=`, or `<` or `>` alone."""
    end = 3 if text.startswith("===") else 2 if text[1:2] == "=" else 1
    return {"operator": text[:end], "version": text[end:]}
