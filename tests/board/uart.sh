#!/usr/bin/env bash
# The heading module's driver on the board's second UART, which ends in a terminal of this machine, where a module is played.
#
#   uart.sh ON_BOARD_SH BOARD_SH
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python3 "$here/feed_jy61.py" "$(dirname "$2")/../../build/board/tests/uart1" &
trap 'kill $!' EXIT
"$1" "$2" '
cat >uart.yaml <<TEXT
version: 1
board: uart
nodes: {heading: {type: heading_node, params: {device: /dev/ttyAMA1}}}
TEXT
seqboard up uart.yaml --detach >/dev/null
seqboard --board uart echo heading.heading_rad --count 20 | tail -n 1 >seen
cat /dev/shm/seqboard/uart/log/heading.log
seqboard --board uart down
cat seen
grep -q "^1\.57" seen'
