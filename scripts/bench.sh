#!/usr/bin/env bash
# The catalogue, constraint lines and constraint layers beside what a user would use instead; PATHs of a deployment as
# arguments, else the example's.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python Benchmarks/catalogue.py --growth "${@:-examples/flat}"
.venv/bin/python Benchmarks/check.py --pre-commit "${@:-examples/flat}"
.venv/bin/python Benchmarks/requirements.py --growth
.venv/bin/python Benchmarks/layers.py
.venv/bin/python Benchmarks/fetch.py
[ "$#" -eq 0 ] || .venv/bin/python Benchmarks/py_pkgs.py "$@"
