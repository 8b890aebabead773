#!/usr/bin/env bash
# A planner that looks round a little further ahead: one line is another. Fails if that line is not there any more.
#
#   change_planner.sh HEADER CHANGED
set -euo pipefail
mkdir -p "$(dirname "$2")"
sed 's/kStep_m = 0\.2f;/kStep_m = 0.25f;/' "$1" >"$2"
[ "$(diff "$1" "$2" | grep -c '^>')" -eq 1 ] || { rm "$2" && echo "$1: the line to be changed is not there" >&2 && exit 1; }
