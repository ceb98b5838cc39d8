#!/bin/sh
# Builds the bundles into the folder given, dist/ by default, and formats them: a reviewer can read every line that ships, and tabs make it a tenth smaller.
# --no-cache: ncc's cache can serve a stale bundle after a failed build.
set -eu
out=${1:-dist}
rm -rf "$out"
bundle() {
  ncc build "$1" --out "$2" --no-cache --quiet --stats-out "$2/stats.json" --target es2023
}
bundle src/index.ts "$out"
(export TS_NODE_PROJECT=src/deployment/tsconfig.json && bundle src/deployment/octokit.ts "$out/deployment")
bundle src/sandbox/cli.ts "$out/sandbox"
node scripts/licenses.ts "$out"
biome format --write --config-path=scripts/bundle.biome.json --log-level=error "$out/index.js" "$out/deployment/index.js" "$out/sandbox/index.js" > /dev/null
