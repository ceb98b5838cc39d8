#!/bin/sh
# Proves that dist/ is what the source gives: built anew elsewhere and compared byte by byte, and nothing in it that git does not track.
set -eu
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
sh scripts/build.sh "$fresh/dist"
diff -r dist "$fresh/dist"
test -z "$(git status --porcelain --ignored dist)" || { echo 'dist/ holds files that are not committed:'; git status --porcelain --ignored dist; exit 1; }
echo 'dist/ is what the source gives'
