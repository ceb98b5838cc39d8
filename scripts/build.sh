#!/bin/sh
# Builds the bundles into the folder given, dist/ by default. What ships is what ncc prints: no step changes it afterwards.
# --no-cache: ncc's cache can serve a stale bundle after a failed build.
set -eu
out=${1:-dist}
rm -rf "$out"

bundle() {
  ncc build "$1" --out "$2" --no-cache --quiet --target es2023 --license licenses.txt
}
bundle src/index.ts "$out"
# An absolute path: with a relative one, ncc does not find what `paths` names.
(export TS_NODE_PROJECT="$PWD/src/deployment/tsconfig.json" && bundle src/deployment/octokit.ts "$out/deployment")
bundle src/recording/recorder.ts "$out/recording"
bundle src/sandbox/cli.ts "$out/sandbox"
bundle src/sandbox/action/start.ts "$out/sandbox/start"
bundle src/sandbox/action/stop.ts "$out/sandbox/stop"
