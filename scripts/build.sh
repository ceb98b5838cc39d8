#!/bin/sh
# Builds both bundles into the folder given, dist/ by default, and formats them: a reviewer can read every line that ships, and tabs make it a tenth smaller.
# --no-cache: ncc's cache can serve a stale bundle after a failed build.
set -eu
out=${1:-dist}
rm -rf "$out"
ncc build src/index.ts --out "$out" --no-cache --quiet --stats-out "$out/stats.json" --target es2023
ncc build src/sandbox/cli.ts --out "$out/sandbox" --no-cache --quiet --stats-out "$out/sandbox/stats.json" --target es2023
node scripts/licenses.ts "$out"
biome format --write --config-path=scripts/bundle.biome.json --log-level=error "$out/index.js" "$out/sandbox/index.js" > /dev/null
