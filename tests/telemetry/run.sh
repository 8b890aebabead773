#!/usr/bin/env bash
# run.sh TEST PROGRAMS SOURCE WORK: runs a test of this folder with node, in the folder WORK, where npm puts the packages of the lock file.
# Exit status 77, with the reason, where the machine lacks what it wants.
set -euo pipefail
test=$1 programs=$2 source=$3 work=$4
here=$source/tests/telemetry

skip() { echo "skipped: $1" && exit 77; }

command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are missing (Debian: apt-get install nodejs npm)"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "node is older than 18"
browser=
if [ "$test" = page_test ]; then
    browser=$(command -v chromium) || skip "chromium is missing (Debian: apt-get install chromium)"
fi
mkdir -p "$work"
exec 9>"$work/lock"
flock 9
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work"
if ! cmp -s "$work/package-lock.json" "$work/node_modules/installed-lock.json"; then
    (cd "$work" && npm ci --no-audit --no-fund --ignore-scripts) >"$work/npm.log" 2>&1 || { tail -n 3 "$work/npm.log" && skip "npm cannot install its packages here"; }
    cp "$work/package-lock.json" "$work/node_modules/installed-lock.json"
fi
flock -u 9
exec 9>&-
exec timeout 180 node "$work/$test.mjs" "$programs" "$source" $browser
