#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS [TARGET...]: runs the fuzz targets of a build, four at a time on each processor, for SECONDS each (3x: three executions, however
# long they take), from the committed corpus and from what earlier runs have found. Prints a table; 1 if there was a finding.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 limit=-max_total_time=$2
[[ $2 != *x ]] || limit=-runs=${2%x}
shift 2
if [ $# -eq 0 ]; then for folder in tests/fuzz/corpus/*/; do set -- "$@" "$(basename "$folder")"; done; fi

# run TARGET: its log, and what it finds, under $build/fuzz/TARGET.
run() {
    local found=$build/fuzz/$1
    mkdir -p "$found/corpus"
    rm -f "$found"/*-*
    "$build/bin/$1_fuzz" "$limit" -timeout=10 -max_len=4096 -print_final_stats=1 -artifact_prefix="$found/" \
        "$found/corpus" "tests/fuzz/corpus/$1" >"$found/log" 2>&1 || true
}
export -f run
export build limit
printf '%s\n' "$@" | xargs -P $((4 * $(nproc))) -I '{}' bash -c 'run {}'

# number NAME LOG: one of libFuzzer's final figures.
number() { sed -nE "s/^stat::$1: +([0-9]+)/\1/p" "$2" | tail -n 1; }

result=0
printf '%-14s %12s %14s %8s  %s\n' target executions executions/s corpus result
for target in "$@"; do
    found=$build/fuzz/$target
    input=$(find "$found" -maxdepth 1 -name '*-*' | head -n 1)
    verdict=ok
    if [ -n "$input" ] || ! grep -q '^Done ' "$found/log"; then
        verdict="FINDING: ${input:-see $found/log}$(sed -nE 's/^(broken: .*)/, \1/p' "$found/log" | head -n 1)" result=1
    fi
    printf '%-14s %12s %14s %8s  %s\n' "$target" "$(number number_of_executed_units "$found/log")" "$(number average_exec_per_sec "$found/log")" \
        "$(sed -nE 's/.* corp: ([0-9]+).*/\1/p' "$found/log" | tail -n 1)" "$verdict"
done
exit $result
