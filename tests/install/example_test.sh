#!/usr/bin/env bash
# example_test.sh SCRATCH SOURCES: builds the example against SCRATCH/prefix, runs its test, then its node set.
set -euo pipefail
prefix=$1/prefix project=$1/example
# A toolchain file lets CMake look for packages in the target's own folders only.
where=(-DCMAKE_PREFIX_PATH="$prefix" ${CMAKE_TOOLCHAIN_FILE:+-Dseqboard_DIR="$prefix/lib/cmake/seqboard"})
seqboard() { ${EMULATOR:-} "$prefix/bin/seqboard" "$@"; }
rm -rf "$project"
cp -r "$2/example" "$project"

cmake -S "$project" -B "$project/build" "${where[@]}" -DCMAKE_BUILD_TYPE=Debug
cmake --build "$project/build"
ctest --test-dir "$project/build" --output-on-failure --no-tests=error

seqboard check "$project/node_set.yaml"

export SEQBOARD_ROOT
SEQBOARD_ROOT=$(mktemp -d /dev/shm/seqboard-install-XXXXXX)
trap 'seqboard --board beacon down || true; rm -rf "$SEQBOARD_ROOT"' EXIT
seqboard up "$project/node_set.yaml" --detach
seqboard --board beacon status
seqboard --board beacon echo lamp.bearing_rad --once | grep -E '^-?[0-9.e-]+ rad$'
