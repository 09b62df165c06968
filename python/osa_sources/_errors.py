# SPDX-License-Identifier: Apache-2.0
"""What can go wrong."""

from typing import Any, Dict, List, Optional


class LibraryNotFoundError(ImportError):
    """The shared library is missing, or it is not the one that this binding was written for."""


class OSASourcesError(Exception):
    """A request failed. ``code``, ``file``, ``line`` and ``column`` are None where the fault has none."""

    def __init__(self, document: Dict[str, Any]) -> None:
        error = document.get("error", {})
        #: The finding that made the request fail, as the document has it.
        self.error: Dict[str, Any] = error
        self.code: Optional[str] = error.get("code")
        self.name: Optional[str] = error.get("name")
        self.message: str = error.get("message", "the request failed")
        self.hint: Optional[str] = error.get("hint")
        self.root: Optional[int] = error.get("root")
        self.file: Optional[str] = error.get("file")
        self.line: Optional[int] = error.get("line")
        self.column: Optional[int] = error.get("column")
        self.diagnostics: List[Dict[str, Any]] = document.get("diagnostics", [])
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        code = f" [{self.code}]" if self.code else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{code}{hint}"
