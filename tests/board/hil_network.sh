#!/usr/bin/env bash
# The robot on the virtual board, its plant on this machine, linked by UDP over the board's network: the board calls, which needs no open port.
#
#   hil_network.sh BOARD_SH NATIVE_PROGRAMS [OPTION...]     options go to the plant's seqboard up
set -euo pipefail
board_sh=$1 native=$2
shift 2
name=hil-$$
state=$(dirname "$board_sh")/../../build/board/$name
root=$(mktemp -d /dev/shm/seqboard-hil-XXXXXX)
port=$((20000 + $$ % 20000))
"$board_sh" start --name "$name" --limit 900
trap '"$board_sh" stop --name "$name"; rm -rf "$state" "$root"' EXIT

"$board_sh" --name "$name" ssh "PATH=/opt/seqboard/bin:\$PATH; seqboard up /opt/seqboard/config/hil_board.yaml --set line=udp:10.0.2.2:$port --detach" </dev/null
"$native/seqboard" --root "$root" up "$(dirname "$0")/../../config/hil_plant.yaml" --set "line=udp-listen:127.0.0.1:$port" \
    --set "picture=$root/picture.html" "$@"
grep 'steps, in each' "$root/plant/log/link.log"
