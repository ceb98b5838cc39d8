#!/bin/sh
# Builds both bundles into the folder given, dist/ by default. --no-cache: ncc's cache can serve a stale bundle after a failed build.
set -eu
out=${1:-dist}
rm -rf "$out"
ncc build src/index.ts --out "$out" --no-cache --quiet --license licenses.txt --target es2023
ncc build src/sandbox/cli.ts --out "$out/sandbox" --no-cache --quiet --license licenses.txt --target es2023
