#!/usr/bin/env bash
# afl.sh BUILD SECONDS TARGET...: AFL++ on fuzz targets of a build by its compiler, one on each processor, for SECONDS each, from the committed
# corpus. Prints a table; 1 if there was a finding.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1 seconds=$2
shift 2

# run TARGET: its log, and what it finds, under $build/afl/TARGET.
run() {
    local found=$build/afl/$1
    rm -rf "$found"
    mkdir -p "$found"
    # afl-fuzz wants a core pattern, a CPU of its own and a governor that are not ours to set; crashes are seen by their signal all the same.
    AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
        afl-fuzz -V "$seconds" -t 10000 -m none -i "tests/fuzz/corpus/$1" -o "$found" -- "$build/bin/$1_fuzz" >"$found/log" 2>&1 || true
}
export -f run
export build seconds
printf '%s\n' "$@" | xargs -P "$(nproc)" -I '{}' bash -c 'run {}'

# number NAME TARGET: one of afl-fuzz's figures.
number() { sed -nE "s/^$1 +: +([0-9.]+).*/\1/p" "$build/afl/$2/default/fuzzer_stats" 2>/dev/null || true; }

# finding TARGET: an input that ends the target, or keeps it from ending: on a busy machine what seemed to hang is tried once more.
finding() {
    local input
    input=$(find "$build/afl/$1" -path '*/crashes/id*' | head -n 1)
    [ -z "$input" ] || { echo "$input" && return; }
    find "$build/afl/$1" -path '*/hangs/id*' | while read -r input; do
        timeout 60 "$build/bin/$1_fuzz" <"$input" >/dev/null 2>&1 || { echo "$input" && return; }
    done
}

result=0
printf '%-14s %12s %14s %8s %8s  %s\n' target executions executions/s corpus edges result
for target in "$@"; do
    verdict=ok
    input=$(finding "$target")
    if [ -n "$input" ] || [ -z "$(number execs_done "$target")" ]; then
        verdict="FINDING: ${input:-see $build/afl/$target/log}" result=1
    fi
    printf '%-14s %12s %14s %8s %8s  %s\n' "$target" "$(number execs_done "$target")" "$(number execs_per_sec "$target")" \
        "$(number corpus_count "$target")" "$(number edges_found "$target")" "$verdict"
done
exit $result
