#!/bin/sh
# Proves that dist/ is what the source gives: it is built again in another folder and compared byte by byte, and holds nothing that git does not track.
set -eu
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
sh scripts/build.sh "$fresh/dist"
diff -r dist "$fresh/dist"
test -z "$(git status --porcelain --ignored dist)" || { echo 'dist/ holds files that are not committed:'; git status --porcelain --ignored dist; exit 1; }
echo 'dist/ is what the source gives'
