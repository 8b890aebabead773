#!/usr/bin/env bash
# What goes wrong between a developer and a robot: keys, room, links, two developers at once, a process that dies.
set -euo pipefail
. "$(dirname "$0")/deploying.sh"

on_board() { "$board_sh" ssh --name "$name" "$@"; }

# until_true SECONDS COMMAND...
until_true() {
    local end=$((SECONDS + $1))
    until "${@:2}"; do
        [ $SECONDS -lt $end ] || { echo "in vain for $1 s: ${*:2}" && tail -n 5 "$bundles"/said* && exit 1; }
        sleep 0.2
    done
}
is_on_trial() { seqboard deploy status "$host" --key "$key" "${reach[@]}" | tee "$bundles/said_of_status" | grep "^last: .*  trial $(release "$1")"; }
cut_link() { pkill -f "^ssh .*-p $(of Port)"; }
says() { grep -q "$1" "$bundles/said" || { echo "expected '$1' in:" && cat "$bundles/said" && exit 1; }; }

bundle first "$programs/board"
bundle second "$programs/board" --set seed=2
bundle third "$programs/board" --set seed=3

# The same robot with a file that takes seconds to send.
mkdir -p "$bundles/large_robot/tests"
cp -r "$here/../../config" "$bundles/large_robot"
cp -r "$here" "$bundles/large_robot/tests/board"
head -c 8000000 /dev/urandom >"$bundles/large_robot/map.bin"
robot=$bundles/large_robot/tests/board/deployed.yaml bundle large "$programs/board" --asset "$bundles/large_robot/map.bin"

ssh-keygen -q -t ed25519 -N '' -f "$bundles/other_key"
key=$bundles/other_key expect 77 deploy first --ssh-option IdentityAgent=none 2>"$bundles/said"
says "accepts none of your keys"

on_board 'mkdir /small && mount -t tmpfs -o size=2m none /small'
expect 73 deploy first --into /small 2>"$bundles/said"
says "kB are free"

expect 0 deploy first
expect 0 runs first

# While one is on trial another one is refused; then the process on the board that decides is killed.
soak=60 deploy second >"$bundles/said_of_second" 2>&1 &
second=$!
until_true 120 is_on_trial second
expect 75 deploy third 2>"$bundles/said"
says "deploys $(release second)"
on_board pkill -9 -n -f seqboard_agent
expect 1 wait $second
until_true 60 runs first

# A link that breaks while contents are sent, and the same command again.
deploy large >"$bundles/said_of_large" 2>&1 &
large=$!
until_true 120 on_board 'ls /opt/seqboard/incoming | grep -q .'
cut_link
status=0
wait $large || status=$?
[ $status -ne 0 ] || { echo "a deployment whose link broke says that it went well" && exit 1; }
expect 0 runs first
expect 0 deploy large
expect 0 runs large

# A link that breaks during the trial: the board decides alone.
soak=20 deploy third --confirm 2 >"$bundles/said_of_third" 2>&1 &
third=$!
until_true 120 is_on_trial third
cut_link
wait $third || true
until_true 120 runs large
echo "a wrong key, no room, two at once, a killed agent, links that broke: a release ran after each on the virtual board"
