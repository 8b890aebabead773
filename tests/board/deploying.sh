# Sourced by the tests that deploy to the virtual board as a developer does to a robot: the native command line, ssh, the board's dropbear, its own
# kernel. Boots a board of its own and ends it with the test.
#
#   TEST.sh BOARD_SH NATIVE_PROGRAMS BOARD_PROGRAMS     the folders of x86-release's and s3c2440's programs
board_sh=$1 native=$2 programs=$3
here=$(cd "$(dirname "$0")" && pwd)
name=$(basename "$0" .sh | tr _ -)-$$
state=$(dirname "$board_sh")/../../build/board/$name
bundles=$(mktemp -d)
"$board_sh" start --name "$name" --limit 600
trap '"$board_sh" stop --name "$name"; rm -rf "$state" "$bundles"' EXIT

of() { awk -v key="$1" '$1 == key { print $2 }' "$state/ssh_config"; }
host=root@127.0.0.1:$(of Port)
key=$(of IdentityFile) soak=1 robot=$here/deployed.yaml
reach=(--ssh-option "UserKnownHostsFile=$(of UserKnownHostsFile)" --ssh-option HostKeyAlias=board)
seqboard() { "$native/seqboard" "$@"; }
bundle() { seqboard bundle "$robot" -o "$bundles/$1" --programs "$2" "${@:3}" --json >"$bundles/$1.json"; }
deploy() { seqboard deploy "$host" "$bundles/$1" --key "$key" "${reach[@]}" --soak "$soak" "${@:2}"; }
runs() { seqboard deploy status "$host" --key "$key" "${reach[@]}" | tee "$bundles/status" && grep -q "^current *$(release "$1")$" "$bundles/status"; }
release() { sed -n 's/.*"release": "\(.*\)".*/\1/p' "$bundles/$1.json"; }

# expect STATUS COMMAND...
expect() {
    local status=0
    "${@:2}" || status=$?
    [ $status -eq "$1" ] || { echo "expected exit status $1, got $status: ${*:2}" && exit 1; }
}
