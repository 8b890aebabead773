#!/usr/bin/env bash
# A board of its own, on which something is done to a running robot that the watchdog guards: the board is reset, or it lives on. Its time
# is a count of instructions, so that a busy host cannot starve the robot.
#
#   watched.sh BOARD_SH NAME reset|lives COMMAND      COMMAND runs on the board
set -euo pipefail
board=$1 name=$2-$$ outcome=$3
console=$(dirname "$board")/../../build/board/$name/console.log
trap 'rm -rf "$(dirname "$console")"' EXIT

status=0
said=$("$board" --name "$name" --icount --limit 240 --put "$(dirname "$0")/guarded.yaml" --run "
seqboard up guarded.yaml --detach >/dev/null && sleep 4 && echo 'it runs'
$4
sleep 5
echo 'still there'") || status=$?

echo "$said"
grep -q 'it runs' <<<"$said" || { echo "the board did not live until then" && exit 1; }
if [ "$outcome" = lives ]; then
    [ $status -eq 0 ] && grep -q 'still there' <<<"$said" || { echo "the board did not live on" && exit 1; }
    exit
fi
! grep -q 'still there' <<<"$said" || { echo "the board was not reset" && exit 1; }
[ $status -eq 125 ] || { echo "expected status 125, a board that ended before its command; got $status" && exit 1; }
grep -q 'softdog: Initiating system reboot' "$console" || { echo "it was not the watchdog that reset the board" && exit 1; }
