#!/usr/bin/env bash
# Prints what the link between a simulated plant and a board costs, and that a bad line changes nothing: one robot, one seed.
# Fails if the verdict or a sample differs between a perfect line and a bad one, or if a mode computes longer than is promised: what else runs on the
# machine makes a run slow, but hardly makes it compute more.
#
#   figures.sh PROGRAMS [--arm FOLDER] [--board]     PROGRAMS: the folder of x86-release's programs; --arm: sim-arm as well, with s3c2440's;
#                                                   --board: hil with the virtual board as well, whose image is made
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$1 arm= board=
shift
while [ $# -gt 0 ]; do
    case "$1" in
    --arm) arm=$2 && shift ;;
    --board) board=yes ;;
    *) echo "figures: unknown argument '$1'" >&2 && exit 64 ;;
    esac
    shift
done
work=$(mktemp -d /dev/shm/seqboard-figures-XXXXXX)
export SEQBOARD_ROOT=$work
board_runs=
clean_up() {
    [ -z "$board_runs" ] || "$programs/seqboard" --board robot_hil down >/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
result=0

# field REGEX: what its first group matches in the present run's output.
field() { sed -nE "s|.*$1.*|\1|p" "$work/out" | tail -n 1; }

# row NAME [PROMISE]: one line of the table from the present run; PROMISE: a processor of its own is at least so many times as fast as real time.
row() {
    local simulated_s took_s
    simulated_s=$(field ' ([0-9.]+) s simulated in')
    took_s=$(field 's simulated in ([0-9.]+) s')
    printf '%-24s %-14s %-18s %8s %9s %9s  %s\n' "$1" "$(field 'referee: ([a-z ]+):')" "$(field 'samples hash ([0-9a-f]+)')" \
        "$(times_real_time "$simulated_s" "$took_s")" "${2:+$(times_real_time "$simulated_s" "$(<"$work/computed_s")")}" \
        "$(field '; ([0-9]+) repeats')" "$(field 'in each ([0-9.]+ frames of [0-9]+ bytes to the board and [0-9.]+ of [0-9]+ back)')"
    awk -v simulated_s="${simulated_s:-0}" -v computed_s="$(<"$work/computed_s")" -v promise="${2:-0}" \
        'BEGIN { exit promise > 0 && (simulated_s == 0 || simulated_s < promise * computed_s) }' && return
    printf '%s: promised are %sx real time, but it computed %s s for %s s\n' "$1" "$2" "$(<"$work/computed_s")" "${simulated_s:-0}"
    result=1
}

times_real_time() { awk -v simulated_s="$1" -v s="$2" 'BEGIN { print (s > 0 ? sprintf("%.1fx", simulated_s / s) : "?") }'; }

# Leaves in computed_s what the node set computed, start and end included.
up() {
    local TIMEFORMAT='%U %S'
    { time "$programs/seqboard" up "$@" --set "picture=$work/picture.html" >"$work/out" 2>&1 || true; } 2>"$work/times"
    awk '{ print $1 + $2 }' "$work/times" >"$work/computed_s"
}

# over_link FAULT_RATIO: the robot on a board of this machine, linked by UDP.
over_link() {
    rm -rf "$work/plant"
    "$programs/seqboard" up config/hil_board.yaml --set line=udp-listen:127.0.0.1:56001 --detach >/dev/null
    board_runs=yes
    up config/hil_plant.yaml --set line=udp:127.0.0.1:56001 --set "line_fault_ratio=$1"
    "$programs/seqboard" --board robot_hil down >/dev/null
    board_runs=
    grep 'steps, in each' "$work/plant/log/link.log" >>"$work/out"
}

printf '%-24s %-14s %-18s %8s %9s %9s  %s\n' run verdict 'samples hash' speed computing repeats 'in each step'
up config/robot_sim.yaml --profile fast
row 'sim' 20
for percent in 0 1 10; do
    over_link "$(awk -v percent=$percent 'BEGIN { print percent / 100 }')"
    row "hil, $percent % of each fault"
    hash=$(field 'samples hash ([0-9a-f]+)')
    [ "$percent" -ne 0 ] || expected=$hash
    [ -n "$hash" ] && [ "$hash" = "$expected" ] || { echo "the samples differ from those over a perfect line" && result=1; }
    grep -q 'goal reached' "$work/out" || { echo "the goal was not reached" && result=1; }
done
if [ -n "$arm" ]; then
    up config/robot_sim.yaml --profile fast --board-programs "$arm"
    row 'sim-arm' 2
fi
if [ -n "$board" ]; then
    tests/board/hil_network.sh toolchains/board/board.sh "$programs" >"$work/out" 2>&1 || true
    row 'hil, virtual board'
fi
echo "speed: times real time; computing: the same by the time that all processes of the run computed, start and end included."
echo "hil: the robot's own nodes in a node set of their own, joined by UDP; its hash is over the slots of the plant's side. Each fault: lost, delayed, doubled, overtaken, damaged."
exit $result
