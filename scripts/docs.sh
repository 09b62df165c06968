#!/usr/bin/env bash
# Writes the generated pages anew: JSON Schemas, the index of diagnostics and the page of flat variables. Tests prove them fresh.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p docs/reference/schema
for document in $(.build/release/osa-sources schema --list); do
  .build/release/osa-sources schema --document "$document" >"docs/reference/schema/$document.schema.json"
done
scripts/diagnostics.py
OSA_SOURCES_RECORD=1 swift test --filter DocumentationTests >/dev/null
git --no-pager diff --stat -- docs
