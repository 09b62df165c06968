#!/usr/bin/env bash
# Virtual environments with the oldest ansible-core that is supported and the newest that a newer Python takes.
# A Python that is not there is said and left out.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

newer_python() {
  local candidate
  for candidate in python3.13 python3.12 "$HOME"/.pyenv/versions/3.12*/bin/python3.12 "$HOME"/.pyenv/versions/3.13*/bin/python3.13; do
    if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then command -v "$candidate"; return; fi
  done
}

make_venv .venv-ansible-2.15 python3 "ansible-core==2.15.*" || echo "skipped: ansible-core 2.15 cannot be installed" >&2
python=$(newer_python)
if [ -n "$python" ]; then
  make_venv .venv-ansible-newest "$python" "ansible-core" || echo "skipped: the newest ansible-core cannot be installed" >&2
else
  echo "skipped: no Python 3.12 or newer for the newest ansible-core" >&2
fi
exit 0
