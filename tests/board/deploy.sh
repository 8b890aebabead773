#!/usr/bin/env bash
# Deploys to the virtual board as a developer does to a robot: the native command line, ssh, the board's dropbear, its own kernel.
#
#   deploy.sh BOARD_SH NATIVE_PROGRAMS BOARD_PROGRAMS     the folders of x86-release's and s3c2440's programs
set -euo pipefail
board_sh=$1 native=$2 programs=$3
here=$(cd "$(dirname "$0")" && pwd)
name=deploy-$$
state=$(dirname "$board_sh")/../../build/board/$name
bundles=$(mktemp -d)
"$board_sh" start --name "$name" --limit 600
trap '"$board_sh" stop --name "$name"; rm -rf "$state" "$bundles"' EXIT

of() { awk -v key="$1" '$1 == key { print $2 }' "$state/ssh_config"; }
host=root@127.0.0.1:$(of Port)
reach=(--key "$(of IdentityFile)" --ssh-option "UserKnownHostsFile=$(of UserKnownHostsFile)" --ssh-option HostKeyAlias=board)
seqboard() { "$native/seqboard" "$@"; }
bundle() { seqboard bundle "$here/deployed.yaml" -o "$bundles/$1" --programs "$2" "${@:3}" --json >"$bundles/$1.json"; }
deploy() { seqboard deploy "$host" "$bundles/$1" "${reach[@]}" --soak 1 "${@:2}"; }
runs() { seqboard deploy status "$host" "${reach[@]}" | tee "$bundles/status" && grep -q "^current *$(release "$1")$" "$bundles/status"; }
release() { sed -n 's/.*"release": "\(.*\)".*/\1/p' "$bundles/$1.json"; }

# expect STATUS COMMAND...
expect() {
    local status=0
    "${@:2}" || status=$?
    [ $status -eq "$1" ] || { echo "expected exit status $1, got $status: ${*:2}" && exit 1; }
}

bundle first "$programs/board"
bundle second "$programs/board" --set seed=2
bundle sick "$programs/board" --set gpio_socket=/nowhere/gpio.sock
bundle foreign "$native/board"

expect 78 deploy foreign
expect 0 deploy first
expect 0 runs first
expect 0 deploy second
expect 0 runs second
expect 1 deploy sick --ready 5
expect 0 runs second
expect 0 seqboard deploy rollback "$host" "${reach[@]}" --soak 1
expect 0 runs first
echo "deployed, refused, taken back and rolled back on the virtual board"
