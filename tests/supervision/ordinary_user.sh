#!/usr/bin/env bash
# ordinary_user.sh BOARD_PROGRAMS CONFIG: the simulated robot drives to its goal for somebody who has no right but his own folder.
set -euo pipefail
programs=$1 config=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$programs" "$scratch/bin"
cp -r "$config" "$scratch/config"
! find "$scratch/bin" -perm /6000 | grep . || { echo "these programs take rights that their user has not" && exit 1; }

user=()
if [ "$(id -u)" -eq 0 ]; then
    chown -R 65534:65534 "$scratch"
    user=(setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set=-all --no-new-privs)
fi
cd "$scratch"
said=$("${user[@]}" env -i PATH="$PATH" HOME="$scratch" SEQBOARD_ROOT="$scratch/root" bin/seqboard up config/robot_sim.yaml --profile fast --set picture=run.html 2>&1) || {
    echo "$said" && exit 1
}
grep '^referee: goal reached' <<<"$said"
