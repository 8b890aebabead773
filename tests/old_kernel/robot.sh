#!/usr/bin/env bash
# robot.sh ON_OLD_KERNEL PROGRAMS: the reference robot drives to its goal, and a supervised node that is killed comes back, without newer calls.
set -euo pipefail
cd "$(dirname "$0")/../.."
old_kernel=$1 seqboard=$2/seqboard
work=$(mktemp -d /dev/shm/seqboard-old-XXXXXX)
export SEQBOARD_ROOT=$work
trap '"$seqboard" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

"$old_kernel" "$seqboard" up config/robot_sim.yaml --profile fast --set "picture=$work/run.html" | tee "$work/fast"
grep -q 'referee: goal reached' "$work/fast"

"$old_kernel" "$seqboard" up config/robot_sim.yaml --profile realtime --set "picture=$work/run.html" >"$work/real" 2>&1 &
"$old_kernel" "$seqboard" wait --ready -t 30s
kill -9 "$("$seqboard" status | awk '$1 == "fusion" { print $3 }')"
for ((tries = 0; tries < 300; ++tries)); do
    ! "$seqboard" status | grep '^fusion *READY.* 2  *1 ' || break
    sleep 0.1
done
[ "$tries" -lt 300 ] || { echo "the node that was killed does not come back" >&2 && exit 1; }
"$old_kernel" "$seqboard" status
"$old_kernel" "$seqboard" down
wait %1 || { cat "$work/real" && exit 1; }
