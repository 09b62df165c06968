#!/usr/bin/env bash
# Imports against the manifest, with a planted violation that must be found; format; what the core must not use.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
python3 scripts/check_imports.py || status=1
python3 scripts/check_imports.py --self-test || status=1
swift format lint --strict --recursive --parallel Sources Tests Package.swift || status=1
if grep -rnE '^import (Foundation|FoundationEssentials|Dispatch|Synchronization)' Sources --include='*.swift' \
  | grep -vE '^Sources/(BuildRunning/|TextFiles/ParallelMap.swift:.*Synchronization)'; then
  echo "error: the core and the shared library use no Foundation and no Dispatch" >&2
  status=1
fi
# A trap in the core kills Ansible.
if grep -rnE 'try!|as!|fatalError\(|preconditionFailure\(|[A-Za-z0-9_)\]]!(\.|$|\)|,)' Sources --include='*.swift' \
  | grep -vE '^\S+:[0-9]+:\s*//'; then
  echo "error: nothing may trap" >&2
  status=1
fi
exit $status
