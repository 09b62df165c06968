#!/usr/bin/env bash
# dist/osa_sources-VERSION-py3-none-manylinux_*.whl: binding, shared library, command line and collection.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh
mkdir -p dist
quiet .venv/bin/pip wheel --disable-pip-version-check --no-deps --wheel-dir dist ./python
ls -1 dist/osa_sources-*.whl
