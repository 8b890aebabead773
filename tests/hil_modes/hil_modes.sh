#!/usr/bin/env bash
# One scenario, unchanged, in every mode: it has to pass in each, with the samples of `sim` in those that are in lock-step, and without its
# steps in none. Prints both tables. In `hil` the robot's nodes run on the virtual board, under its own kernel, linked by UDP.
#
#   hil_modes.sh BOARD_SH PROGRAMS BOARD_PROGRAMS SCENARIO     the folders of x86-release's and s3c2440's programs
set -euo pipefail
board_sh=$1 programs=$2 board_programs=$3 scenario=$4
name=modes-$$
state=$(dirname "$board_sh")/../../build/board/$name
port=$((20000 + $$ % 20000))
runs=runs/hil-modes
of_run=$runs/$(basename "$scenario")
modes=(sim sim-arm dev hil)
result=0

# every_mode [OPTION...]
every_mode() {
    "$programs/seqboard" hil run "$scenario" "${modes[@]/#/--mode=}" --board-programs "$board_programs" \
        --on "$board_sh --name $name ssh" --line "udp-listen:127.0.0.1:$port" --board-line "udp:10.0.2.2:$port" "$@"
}

"$board_sh" start --name "$name" --limit 1800
trap '"$board_sh" stop --name "$name"; rm -rf "$state"' EXIT
every_mode --out "$runs" --junit runs/hil-modes.xml || result=1
# same_as_sim MODE [OPTION...]
same_as_sim() {
    printf '%s and sim: ' "$1"
    "$programs/seqboard" hil compare "${@:2}" "$of_run/seed-1" "$of_run/$1-seed-1" || result=1
}
same_as_sim sim-arm
same_as_sim hil --common
echo "without its steps:"
lines=$(every_mode --out "$runs-idle" --idle || true)
grep -E '^[A-Z]+ ' <<<"$lines"
[ "$(grep -c '^FAIL' <<<"$lines")" -eq ${#modes[@]} ] || { echo "without its steps it has to fail in each" && result=1; }
exit $result
