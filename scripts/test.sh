#!/usr/bin/env bash
# Every test: Swift, binding and plugins, playbooks. Closes on `N passed, N failed, N skipped`.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh
export SWIFT_BACKTRACE=enable=no LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
export OSA_SOURCES_LIBRARY="$PWD/.build/release/libosa_sources.so" OSA_SOURCES_CLI="$PWD/.build/release/osa-sources"
# The hook for the toolchain is built as pre-commit builds it: two to three minutes. 0 leaves that out.
export OSA_SOURCES_SLOW_TESTS="${OSA_SOURCES_SLOW_TESTS:-1}"
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say "lint"
if scripts/lint.sh; then passed=$((passed + 1)); else failed=$((failed + 1)); fi

say "swift test"
timeout -k 10 1200 swift test 2>&1 | tee "$log" | grep -vE '^(\[[0-9]+/[0-9]+\]|◇|✔ (Test|Suite))'
status=${PIPESTATUS[0]}
count=$(grep -cE '^✔ Test [^r]|^✔ Test "' "$log")
bad=$(grep -cE '^✘ Test [^r]|^✘ Test "' "$log")
passed=$((passed + count))
failed=$((failed + bad))
skipped=$((skipped + $(grep -cE '^➜ (Test|Suite) .* skipped' "$log")))
if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then failed=$((failed + 1)); fi

say "other ansible-core versions"
scripts/ansible_versions.sh

make_venv .venv-pre-commit python3 "pre-commit>=3" || echo "skipped: pre-commit cannot be installed" >&2

# Installed without being started: the tests start one of their own on 127.0.0.1.
[ -x /usr/sbin/sshd ] || { as_root apt-get update -qq && as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends openssh-server >/dev/null 2>&1; } || echo "no sshd to test with" >&2

say "pytest"
.venv/bin/python -m pytest -q -rs -n auto -p no:cacheprovider Tests/AnsibleTests Tests/CheckTests Tests/FetchTests 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
number() { local found; found=$(grep -oE "[0-9]+ $1" "$log" | tail -1 | cut -d" " -f1); echo "${found:-0}"; }
passed=$((passed + $(number passed)))
skipped=$((skipped + $(number skipped)))
bad=$(($(number failed) + $(number error)))
failed=$((failed + bad))
if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then failed=$((failed + 1)); fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
