#!/usr/bin/env bash
# dist/osa-sources-VERSION.tar.gz, the Ansible collection.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p dist
LC_ALL=C.UTF-8 .venv/bin/ansible-galaxy collection build --force --output-path dist .
