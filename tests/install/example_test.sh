#!/usr/bin/env bash
# example_test.sh SCRATCH SOURCES: builds the example against SCRATCH/prefix, runs its test, then its node set.
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
trap '"$prefix/bin/seqboard" --board beacon down || true; rm -rf "$SEQBOARD_ROOT"' EXIT
"$prefix/bin/seqboard" up "$project/node_set.yaml" --detach
"$prefix/bin/seqboard" --board beacon status
"$prefix/bin/seqboard" --board beacon echo lamp.bearing_rad --once | grep -E '^-?[0-9.e-]+ rad$'
