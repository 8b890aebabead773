#!/usr/bin/env bash
# Records one of everything and lets @mcap/core and @foxglove/rosmsg2-serialization decode it. The packages come from npm's cache, or from
# its registry where the cache lacks them, into a folder of the build.
#
#   decode_test.sh RECORDING_OF_EVERYTHING BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$1 folder=$2/javascript

skip() { echo "skipped: $1" && exit 0; }
command -v node >/dev/null || skip "node is missing (Debian: nodejs)"
command -v npm >/dev/null || skip "npm is missing (Debian: npm)"

mkdir -p "$folder"
key=$(sha256sum <"$here/package-lock.json")
if [ "$(cat "$folder/installed" 2>/dev/null)" != "$key" ]; then
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    (cd "$folder" && npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error) >"$folder/npm.log" 2>&1 ||
        skip "npm has the packages neither in its cache nor from its registry; $(tail -n 1 "$folder/npm.log")"
    echo "$key" >"$folder/installed"
fi
rm -f "$folder/everything.mcap"
"$program" "$folder/everything.mcap" >"$folder/published.json"
cp "$here/decode.mjs" "$folder"
node "$folder/decode.mjs" "$folder/everything.mcap" "$folder/published.json"
