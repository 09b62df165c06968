# SPDX-License-Identifier: Apache-2.0
"""Finds, loads and calls the shared library."""

import ctypes
import os
import pathlib
from typing import Optional, Tuple

from ._errors import LibraryNotFoundError

#: The ABI that this binding was written for (``OSA_SOURCES_ABI_VERSION``).
ABI_VERSION = 1

#: Names the library to load.
ENVIRONMENT_VARIABLE = "OSA_SOURCES_LIBRARY"

_NAME = "libosa_sources.so"
_VERBS = ("catalogue", "constraints", "plan", "parse")


def library_path() -> str:
    """The library to load: what the environment names, else the package's own, else a checkout's release build."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return named
    package = pathlib.Path(__file__).resolve().parent
    places = [package / _NAME, package.parent.parent / ".build" / "release" / _NAME]
    for place in places:
        if place.is_file():
            return str(place)
    raise LibraryNotFoundError(
        f"{_NAME} is in none of {', '.join(str(place.parent) for place in places)}; "
        f"install the osa-sources wheel, build with `make setup`, or name it with {ENVIRONMENT_VARIABLE}"
    )


class Library:
    """One loaded library. Loading it twice costs nothing; it keeps no state between calls."""

    def __init__(self, path: Optional[str] = None) -> None:
        self.path = path or library_path()
        try:
            self._library = ctypes.CDLL(self.path)
        except OSError as error:
            raise LibraryNotFoundError(f"{self.path} cannot be loaded: {error}") from error
        try:
            found = self._library.osa_sources_abi_version()
        except AttributeError as error:
            raise LibraryNotFoundError(f"{self.path} is no osa-sources library") from error
        if found != ABI_VERSION:
            raise LibraryNotFoundError(
                f"{self.path} has ABI {found}, but this binding needs {ABI_VERSION}: install both from one version"
            )
        self._library.osa_sources_version.restype = ctypes.c_char_p
        self._library.osa_sources_free.argtypes = [ctypes.c_void_p]
        self._library.osa_sources_free.restype = None
        for verb in _VERBS:
            function = getattr(self._library, f"osa_sources_{verb}")
            function.argtypes = [
                ctypes.c_char_p,
                ctypes.c_uint64,
                ctypes.POINTER(ctypes.c_void_p),
                ctypes.POINTER(ctypes.c_uint64),
            ]
            function.restype = ctypes.c_int32

    @property
    def version(self) -> str:
        """The library's version (PEP 440)."""
        return self._library.osa_sources_version().decode("ascii")

    def call(self, verb: str, request: bytes) -> Tuple[int, bytes]:
        """Sends one JSON request; returns the status and the JSON document."""
        document = ctypes.c_void_p()
        length = ctypes.c_uint64()
        function = getattr(self._library, f"osa_sources_{verb}")
        status = function(request, len(request), ctypes.byref(document), ctypes.byref(length))
        if not document.value:
            raise MemoryError(f"osa_sources_{verb} answered nothing (status {status})")
        try:
            return status, ctypes.string_at(document.value, length.value)
        finally:
            self._library.osa_sources_free(document)
