#!/usr/bin/env bash
# example_test.sh SCRATCH SOURCES: builds the example against SCRATCH/prefix, runs its test, then its node.
set -euo pipefail
prefix=$1/prefix project=$1/example
rm -rf "$project"
cp -r "$2/example" "$project"

cmake -S "$project" -B "$project/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug
cmake --build "$project/build"
ctest --test-dir "$project/build" --output-on-failure --no-tests=error

"$prefix/bin/seqboard" check "$project/node_set.yaml"

export SEQBOARD_ROOT
SEQBOARD_ROOT=$(mktemp -d /dev/shm/seqboard-install-XXXXXX)
"$project/build/bin/beacon_node" --name lamp --param turn_rate_rad_s=2 &
node=$!
trap 'kill "$node" 2>/dev/null; wait "$node" 2>/dev/null || true; rm -rf "$SEQBOARD_ROOT"' EXIT
for ((i = 0; i < 500; i++)); do "$prefix/bin/seqboard" status >/dev/null 2>&1 && break || sleep 0.02; done
"$prefix/bin/seqboard" status
"$prefix/bin/seqboard" echo lamp.bearing_rad --once | grep -E '^-?[0-9.e-]+ rad$'
