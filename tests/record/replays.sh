#!/usr/bin/env bash
# Records one lock-step run of the demo, runs its thinking nodes again on what they saw, N times: the samples have to be the same. Then a
# planner with one line changed takes the planner's place: the difference has to be told, with tick, slot and field.
#
#   replays.sh PROGRAMS CHANGED_PLANNER_FOLDER [N]
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "$1") changed=$(realpath "$2") count=${3:-20}
scratch=$(mktemp -d) boards=$(mktemp -d /dev/shm/seqboard-replays-XXXXXX)
trap 'rm -rf "$scratch" "$boards"' EXIT

set_file=config/robot_sim.yaml recording=$scratch/recordings/robot_0000.mcap
thinkers=(--node fusion --node map --node behaviour --node planner --node follower --node arbiter)

fail() { echo "$1" >&2 && exit 1; }

"$programs/seqboard" --root "$boards" up $set_file --profile fast --profile record --set "recordings=$scratch/recordings" \
    --set "picture=$scratch/run.html" >"$scratch/up.txt" 2>&1 || fail "the run failed: $(tail -n 1 "$scratch/up.txt")"
"$programs/seqboard" info "$recording" >"$scratch/info.txt"
head -n 1 "$scratch/info.txt" | sed "s|^$scratch/recordings/||"

for ((i = 0; i < count; i++)); do
    "$programs/seqboard" --root "$boards" replay check "$recording" $set_file "${thinkers[@]}" >"$scratch/replay_$i.txt" 2>&1 || true
done
cat "$scratch/replay_0.txt"
same=0
for ((i = 0; i < count; i++)); do
    ! grep -q '^every sample is as it was recorded$' "$scratch/replay_$i.txt" || ! cmp -s "$scratch/replay_0.txt" "$scratch/replay_$i.txt" || same=$((same + 1))
done
echo "$same of $count replays are as the run was, with the same hashes"
[ "$same" -eq "$count" ] || fail "a replay is not as the run was"

# The planner is looked for beside the program that replays.
mkdir "$scratch/bin"
for program in "$programs"/*; do [ ! -f "$program" ] || ln -s "$program" "$scratch/bin/"; done
rm "$scratch/bin/seqboard"
cp "$programs/seqboard" "$scratch/bin/"
ln -sf "$changed/planner_node" "$scratch/bin/planner_node"
echo "with one line of the planner changed:"
diff nodes/planner_node.hpp "$changed/../nodes/planner_node.hpp" | sed -n 's/^[<>]/&/p' || true
code=0
told=$("$scratch/bin/seqboard" --root "$boards" replay check "$recording" $set_file --node planner) || code=$?
told=$(grep '^first difference: ' <<<"$told" || true)
echo "$told"
[ "$code" -eq 1 ] || fail "the changed planner ended with exit status $code, expected 1"
[[ $told =~ ^first\ difference:\ tick\ [0-9]+\ \(.*\),\ slot\ plan,\ field\ .+\ was\ recorded,\ now\ it\ is\  ]] || fail "the change was not told"
