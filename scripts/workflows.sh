#!/bin/sh
# Runs the recipes by act, which runs workflow files on this machine without containers. `install`: only gets act.
# Go fetches and builds it, and checks it against its checksum database.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH:/usr/local/go/bin
for tool in git curl jq; do
  command -v "$tool" > /dev/null || { echo "the recipes and the rehearsal use $tool, which is not here"; exit 1; }
done
version=v0.2.89
folder=$PWD/.cache/act-$version
if [ ! -x "$folder/act" ]; then
  command -v go > /dev/null || { echo 'act is needed to run workflow files, and Go to build it: neither is here'; exit 1; }
  GOBIN=$folder go install "github.com/nektos/act@$version"
fi
[ "${1:-}" = install ] || exec node scripts/workflows.ts "$folder/act" "$@"
