#!/usr/bin/env bash
# new_node_test.sh SCRATCH SOURCES: two new nodes in one new project, built against SCRATCH/prefix and tested.
set -euo pipefail
prefix=$1/prefix project=$1/new_project
# A toolchain file lets CMake look for packages in the target's own folders only.
where=(-DCMAKE_PREFIX_PATH="$prefix" ${CMAKE_TOOLCHAIN_FILE:+-Dseqboard_DIR="$prefix/lib/cmake/seqboard"})
seqboard() { ${EMULATOR:-} "$prefix/bin/seqboard" "$@"; }
rm -rf "$project"

seqboard new node blinker --dir "$project"
seqboard new node line_follower --dir "$project"
cmake -S "$project" -B "$project/build" "${where[@]}" -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
cmake --build "$project/build"
ctest --test-dir "$project/build" --output-on-failure --no-tests=error
seqboard check "$project/node_set.yaml"
seqboard describe "$project/build/bin/line_follower_node" | grep -q 'output line_follower: LineFollowerState'
