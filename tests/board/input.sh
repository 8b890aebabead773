#!/bin/sh
# On the board: a gamepad that the kernel takes for a real one, through evdev as a 32-bit program sees it: moved, flooded, unplugged,
# plugged in again.
set -eu
rm -f pad && mkfifo pad
plug() {
    ./uinput_pad <pad &
    exec 3>pad
}
unplug() {
    exec 3>&-
    wait
}
move() { echo "$1 $2 $3" >&3; }
# says FIELD VALUE: soon.
says() {
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        value=$(seqboard --board pad echo "$1" --once 2>&1 || true)
        [ "$value" != "$2" ] || return 0
        usleep 100000
    done
    echo "$1 is '$value', not '$2'"
    return 1
}
dead_man=310 forward=1 turn=3

cat >pad.yaml <<TEXT
version: 1
board: pad
nodes: {gamepad: {type: gamepad_node, params: {device: Test Pad, speed_m_s: 0.25, dead_zone_ratio: 0}}}
TEXT
plug
seqboard up pad.yaml --detach >/dev/null 3>&-  # who inherits the pad keeps it plugged in
trap 'seqboard --board pad down; exec 3>&-; rm -f pad' EXIT
says manual_request.verb RELEASE
move abs $forward -100
move key $dead_man 1
says manual_request.verb NONE
says manual_command.speed_m_s "0.25 m/s"
move abs $forward 50
says manual_command.speed_m_s "-0.125 m/s"

move flood $turn 3000
move key $dead_man 0
move flood $turn 3000
says manual_request.verb RELEASE
move key $dead_man 1
says manual_request.verb NONE

move abs $forward -100
says manual_command.speed_m_s "0.25 m/s"
unplug
says manual_request.verb NONE # the kernel let go of the button, nobody else did
plug
says manual_request.verb RELEASE
move abs $forward -20
move key $dead_man 1
says manual_command.speed_m_s "0.05 m/s"
log=/dev/shm/seqboard/pad/log/gamepad.log
cat $log
[ "$(grep -c 'is not there' $log)" -eq 1 ] && [ "$(grep -c 'is there' $log)" -eq 1 ]
