#!/usr/bin/env bash
# Prints what tries each layer of the safe stop, as docs/supervision.md has it. Fails if a layer has nothing, or something that is not there.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=$(sed -n '/<!-- layers -->/,/<!-- end of layers -->/p' docs/supervision.md | grep '^| L[0-9]')
result=0
for layer in L0 L1 L2 L3; do
    row=$(grep "^| $layer " <<<"$rows" || true)
    scenarios=$(grep -o '`[a-z_]*`' <<<"$row" | tr -d '`' || true)
    board_tests=$(grep -o '"[^"]*"' <<<"$row" | tr -d '"' || true)
    [ -n "$scenarios$board_tests" ] || { echo "$layer: nothing tries it" && result=1; }
    while read -r name; do
        [ -z "$name" ] && continue
        printf '%s  scenario    %s\n' "$layer" "$name"
        [ -f "tests/hil/$name/scenario.yaml" ] || { echo "there is no tests/hil/$name" && result=1; }
    done <<<"$scenarios"
    while read -r name; do
        [ -z "$name" ] && continue
        printf '%s  board test  %s\n' "$layer" "$name"
        grep -qF "\"$name\"" tests/board/CMakeLists.txt || { echo "tests/board has no such test" && result=1; }
    done <<<"$board_tests"
done
exit $result
