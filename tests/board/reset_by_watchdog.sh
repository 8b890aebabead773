#!/usr/bin/env bash
# A board of its own, whose supervisor is killed: the watchdog resets it. Before that a clean stop has disarmed the watchdog.
#
#   reset_by_watchdog.sh BOARD_SH
set -euo pipefail
board=$1
name=watchdog-$$
console=$(dirname "$board")/../../build/board/$name/console.log
trap 'rm -rf "$(dirname "$console")"' EXIT

status=0
said=$("$board" --name $name --limit 240 --run '
cat >set.yaml <<TEXT
version: 1
watchdog: {timeout: 2s}
include: [/opt/seqboard/config/robot_sim.yaml]
clock: {mode: real}
TEXT
seqboard up set.yaml --detach >/dev/null && sleep 3 && seqboard down && sleep 4 && echo "disarmed by a clean stop"
seqboard up set.yaml --detach >/dev/null && pkill -9 -f "seqboard up"
sleep 60
echo "still there"') || status=$?

echo "$said"
grep -q 'disarmed by a clean stop' <<<"$said" || { echo "the board did not outlive a clean stop" && exit 1; }
! grep -q 'still there' <<<"$said" || { echo "the board was not reset" && exit 1; }
[ $status -eq 125 ] || { echo "expected status 125, a board that ended before its command; got $status" && exit 1; }
grep -q 'softdog: Initiating system reboot' "$console" || { echo "it was not the watchdog that reset the board" && exit 1; }
