#!/usr/bin/env bash
# Everything a fresh Debian 12 with Swift needs: packages, .venv, release build. Quick when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

needed=(git curl make gcc libc6-dev libyaml-dev libpython3-dev pkg-config python3-venv)
missing=()
for package in "${needed[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  say "installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

command -v swift >/dev/null || { echo "swift is not on PATH: install Swift 6.3 first (see README.md)" >&2; exit 2; }

make_venv .venv python3 "$(cat scripts/requirements.txt)"

say "building (release)"
OSA_SOURCES_ABI=1 quiet swift build -c release --static-swift-stdlib --disable-local-rpath
