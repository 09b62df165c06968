# SPDX-License-Identifier: Apache-2.0
"""Names the wheel for what its binaries need: no Python ABI, and the newest glibc symbol that they ask for."""
import os
import platform
import re
import subprocess
import sysconfig

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BINARIES = ("../.build/release/libosa_sources.so", "../.build/release/osa-sources")


def _version():
    """The version that Sources/OSASources/OSASources.swift states."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../Sources/OSASources/OSASources.swift"), encoding="utf-8") as stream:
        return re.search(r'static let version = "([^"]+)"', stream.read()).group(1)


__version__ = _version()


def glibc(path):
    """The newest glibc version (major, minor) among the symbols that a binary needs."""
    output = subprocess.run(["objdump", "-T", path], capture_output=True, text=True, check=True).stdout
    return max((int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", output))


class Hook(BuildHookInterface):
    def initialize(self, version, build_data):
        paths = [os.path.join(self.root, name) for name in BINARIES]
        missing = [path for path in paths if not os.path.exists(path)]
        if missing:
            raise FileNotFoundError("%s: build with `make setup` first" % ", ".join(missing))
        major, minor = max(glibc(path) for path in paths)
        machine = platform.machine() or sysconfig.get_platform().rsplit("-", 1)[-1]
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-manylinux_%d_%d_%s" % (major, minor, machine)
