# SPDX-License-Identifier: Apache-2.0
"""Everything an OpenStack-Ansible deployment fetches, builds and installs, with the file and line that decided it.

A thin binding of ``libosa_sources.so``: requests and documents are described in ``osa_sources.h`` and in the JSON
Schemas. Needs nothing but the standard library; safe in threads and after fork.
"""

from ._library import ABI_VERSION, Library, library_path
from ._entries import Entries
from ._errors import LibraryNotFoundError, OSASourcesError
from ._functions import catalogue, constraints, parse, plan, version

__all__ = [
    "ABI_VERSION",
    "Entries",
    "Library",
    "LibraryNotFoundError",
    "OSASourcesError",
    "catalogue",
    "constraints",
    "library_path",
    "parse",
    "plan",
    "version",
]
