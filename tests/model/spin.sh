#!/bin/sh
# spin.sh MODEL: the model has no fault, and each of the mutants that it names has one. A model with a temporal formula is checked with
# weak fairness.
set -eu
model=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mode=-safety
! grep -q '^ltl' "$model" || mode='-a -f'

# errors [-DMUTANT]: how many Spin finds; it stops at the first.
errors() {
    # shellcheck disable=SC2086
    spin "$@" -run $mode -m200000 "$model" >out.txt 2>&1 || true
    ! grep -q 'max search depth too small' out.txt || { cat out.txt && exit 1; }
    sed -nE 's/.*errors: ([0-9]+)$/\1/p' out.txt
}

found=$(errors)
grep 'states, stored' out.txt
[ "$found" = 0 ] || { cat out.txt; echo "$(basename "$model"): ${found:-no answer of Spin's}; expected no error" && exit 1; }
for mutant in $(sed -nE 's/^ \* mutants: (.*) \*\/$/\1/p' "$model"); do
    found=$(errors "-D$mutant")
    [ "$found" = 1 ] || { cat out.txt; echo "$(basename "$model"): the mutant $mutant was not caught" && exit 1; }
    echo "caught: $mutant"
done
