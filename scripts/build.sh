#!/bin/sh
# Builds the bundles into the folder given, dist/ by default, drops what nobody reaches, and formats them: a reviewer can read every line that ships.
# --no-cache: ncc's cache can serve a stale bundle after a failed build.
set -eu
out=${1:-dist}
rm -rf "$out"

bundle() {
  ncc build "$1" --out "$2" --no-cache --quiet --target es2023 --stats-out "$2/stats.json"
  node scripts/tidy.ts "$2/index.js" "$2/stats.json"
  biome format --write --config-path=scripts/bundle.biome.json --log-level=error "$2/index.js" > /dev/null
}
bundle src/index.ts "$out"
(export TS_NODE_PROJECT=src/deployment/tsconfig.json && bundle src/deployment/octokit.ts "$out/deployment")
bundle src/sandbox/cli.ts "$out/sandbox"
node scripts/licenses.ts "$out"
