#!/usr/bin/env bash
# The robot on the virtual board, its plant on this machine, linked by the board's second UART.
#
#   hil_serial.sh ON_BOARD_SH BOARD_SH NATIVE_PROGRAMS
set -euo pipefail
on_board=$1 board_sh=$2 native=$3
root=$(mktemp -d /dev/shm/seqboard-hil-XXXXXX)
clean_up() {
    "$on_board" "$board_sh" "seqboard --board robot_hil down" || true
    rm -rf "$root"
}
trap clean_up EXIT
"$on_board" "$board_sh" "seqboard up /opt/seqboard/config/hil_board.yaml --set line=serial:/dev/ttyAMA1:115200 --detach"
"$native/seqboard" --root "$root" up "$(dirname "$0")/../../config/hil_plant.yaml" --set "picture=$root/picture.html" \
    --set "line=serial:$(dirname "$board_sh")/../../build/board/tests/uart1:115200"
grep 'steps, in each' "$root/plant/log/link.log"
