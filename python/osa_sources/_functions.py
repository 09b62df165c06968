# SPDX-License-Identifier: Apache-2.0
"""The requests as Python functions. Every one returns the document as a dict, or raises OSASourcesError."""

import gc
import json
import os
import threading
from typing import Any, Dict, Iterable, Optional, Union

from ._entries import Entries
from ._errors import OSASourcesError
from ._library import Library

PathLike = Union[str, "os.PathLike[str]"]

#: More entries of a file than these are made when they are looked at.
_LISTED = 1000

_lock = threading.Lock()
_loaded: Optional[Library] = None


def _library() -> Library:
    global _loaded
    with _lock:
        if _loaded is None:
            _loaded = Library()
        return _loaded


def _call(verb: str, request: Dict[str, Any]) -> Dict[str, Any]:
    body = {key: value for key, value in request.items() if value is not None}
    status, document = _library().call(verb, json.dumps(body).encode("utf-8"))
    answer = _decoded(document)
    if status < 0:
        raise OSASourcesError(answer)
    return answer


def _decoded(document: bytes) -> Dict[str, Any]:
    """Decodes with the collector of cycles at rest: it would look for some, again and again, among what can have none."""
    if not gc.isenabled():
        return json.loads(document)
    gc.disable()
    try:
        return json.loads(document)
    finally:
        gc.enable()


def version() -> str:
    """The library's version (PEP 440)."""
    return _library().version


def catalogue(
    paths: Iterable[PathLike],
    *,
    variables: Optional[Dict[str, Any]] = None,
    written: Optional[Dict[str, Any]] = None,
    seen_from: Optional[Iterable[Dict[str, Any]]] = None,
    extra_vars: Optional[Iterable[str]] = None,
    templated: Optional[Iterable[Dict[str, Any]]] = None,
    view: Optional[str] = None,
    select: Optional[Iterable[str]] = None,
    candidates: Optional[Iterable[str]] = None,
    strict: Optional[bool] = None,
    legacy_quirks: Union[bool, str, None] = None,
    repo_build: Optional[Dict[str, Any]] = None,
) -> Dict[str, Any]:
    """The catalogue of a deployment, or one view of it.

    ``variables`` are finished values of the highest level; ``written`` are the same before templating, so that a
    value whose text stands in a file keeps its place; what stands only there could not be templated. ``seen_from`` are
    the hosts that they come from (``host``, ``groups``, ``roles``): a value that such a host has from a file decides
    nothing for others. ``extra_vars`` names what the command line set, which decides in any case. ``templated`` is what
    Ansible made of what the view ``templates`` lists as ``undecided``; as ``variables`` that view lists those that the
    catalogue reads, of ``candidates`` too. ``legacy_quirks`` names the release whose ``py_pkgs`` the view of that name
    reproduces; ``repo_build`` holds the options of the views of that role.
    """
    return _call(
        "catalogue",
        {
            "paths": [os.fspath(path) for path in paths],
            "variables": variables,
            "written": written,
            "seen_from": None if seen_from is None else list(seen_from),
            "extra_vars": None if extra_vars is None else list(extra_vars),
            "templated": None if templated is None else list(templated),
            "view": view,
            "select": None if select is None else list(select),
            "candidates": None if candidates is None else list(candidates),
            "strict": strict,
            "legacy_quirks": legacy_quirks,
            "repo_build": repo_build,
        },
    )


def constraints(
    paths: Iterable[PathLike] = (),
    *,
    variables: Optional[Dict[str, Any]] = None,
    written: Optional[Dict[str, Any]] = None,
    seen_from: Optional[Iterable[Dict[str, Any]]] = None,
    extra_vars: Optional[Iterable[str]] = None,
    templated: Optional[Iterable[Dict[str, Any]]] = None,
    venv: Optional[str] = None,
    python: Optional[str] = None,
    environment: Optional[Dict[str, str]] = None,
    layers: Optional[Iterable[Dict[str, Any]]] = None,
    built: Optional[Iterable[str]] = None,
    remove: Optional[Iterable[str]] = None,
    replace: Optional[Iterable[str]] = None,
    relax: Optional[Iterable[str]] = None,
    select: Optional[Iterable[str]] = None,
    strict: Optional[bool] = None,
) -> Dict[str, Any]:
    """The effective constraints of a deployment, of one of its venvs, or of ``layers`` alone.

    A layer is a dict with ``name`` and one of ``file``, ``lines`` and ``text``; the first is the highest. Without
    ``python`` the result holds for every environment in which ``environment`` holds, and lines keep markers.
    """

    def listed(values: Optional[Iterable[Any]]) -> Optional[list]:
        return None if values is None else list(values)

    return _call(
        "constraints",
        {
            "paths": [os.fspath(path) for path in paths],
            "variables": variables,
            "written": written,
            "seen_from": None if seen_from is None else list(seen_from),
            "extra_vars": None if extra_vars is None else list(extra_vars),
            "templated": None if templated is None else list(templated),
            "venv": venv,
            "python": python,
            "environment": environment or None,
            "layers": listed(layers),
            "built": listed(built),
            "remove": listed(remove),
            "replace": listed(replace),
            "relax": listed(relax),
            "select": listed(select),
            "strict": strict,
        },
    )


def plan(paths: Iterable[PathLike], **request: Any) -> Dict[str, Any]:
    """What would be fetched, built and installed; the request's other keys as keyword arguments.

    ``targets``, ``python``, ``services``, ``groups``, ``hosts``, ``inventory``, ``optional``, ``all_wheels``,
    ``network``, ``rewrites``, ``commits``, ``checkouts``, ``layers``, ``variables``, ``written``, ``select``, ``strict``: see
    ``osa_sources.h``.
    """
    return _call("plan", {"paths": [os.fspath(path) for path in paths], **request})


def parse(**request: Any) -> Dict[str, Any]:
    """One text taken apart; the request's keys as keyword arguments.

    The ``entries`` of a ``requirement_file`` are a list of dicts; those of a file with more than a thousand are a sequence
    of dicts that are made when they are looked at. ``entries=True`` asks for a list in any case, ``entries=False`` for
    their number, ``count``, alone.
    """
    if "requirement_file" not in request or request.get("entries") is not None:
        return _call("parse", request)
    document = _call("parse", {**request, "entries": "columns"})
    found = document["requirement_file"]
    entries = Entries(found["entries"])
    found["entries"] = entries if len(entries) > _LISTED else list(entries)
    return document
