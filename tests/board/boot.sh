#!/usr/bin/env bash
# Boots the board that the tests share, with test programs (stripped) and scripts in its home folder.
#
#   boot.sh BOARD_SH STRIP FILE...
set -euo pipefail
board=$1 strip=$2
shift 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
put=()
for file in "$@"; do
    "$strip" -o "$folder/$(basename "$file")" "$file" 2>/dev/null || cp "$file" "$folder/"
    put+=(--put "$folder/$(basename "$file")")
done
"$board" start --name tests --limit 1800 "${put[@]}"
