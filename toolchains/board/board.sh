#!/usr/bin/env bash
# The virtual board: boots it, runs commands on it, ends it. ./dev board calls this after it has built what is needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/machine.sh"

usage() {
    cat <<'TEXT'
./dev board                     boot, with the console here; `reboot` or Ctrl-A X ends it
./dev board --run CMD           boot, run CMD, print its output, end; the exit status is CMD's
./dev board start               boot and leave it running, with ssh on a free port of 127.0.0.1
./dev board ssh [CMD...]        log in to that board, or run CMD there
./dev board stop                end it

--name NAME       which board, for several side by side (default: board); its files are in build/board/NAME
--put FILE        with boot: a file or folder of this machine that is to be in the board's home folder, where commands begin; may be repeated
--icount          with boot: time is a count of instructions, 2 ns each: what one program does takes exactly the same in every run
--limit SECONDS   with --run and start: end the board after that time whatever happens (default: 600 with --run, 3600 with start)

Exit status of --run: CMD's; 124 when the limit ended it; 125 when the board itself failed (the console's end is shown).
TEXT
}

fail() { printf 'board %s: %s\n' "$name" "$1" >&2 && exit "$2"; }

name=board action=console command= limit= icount= put=()
while [ $# -gt 0 ]; do
    case "$1" in
    --run) action=run command=${2?--run wants a command} && shift ;;
    --name) name=${2?--name wants a name} && shift ;;
    --put) put+=("$(realpath -- "${2?--put wants a file}")") && shift ;;
    --icount) icount=yes ;;
    --limit) limit=${2?--limit wants seconds} && shift ;;
    start | stop) action=$1 ;;
    ssh) action=ssh ;;
    help | -h | --help) usage && exit ;;
    *)
        [ $action != ssh ] || break
        printf 'dev board: unknown argument %s\n' "'$1'" >&2 && usage >&2 && exit 64
        ;;
    esac
    shift
done
[[ $name =~ ^[a-z0-9_-]{1,32}$ ]] || fail "a board's name has 1 to 32 of a-z, 0-9, _ and -" 64
[[ $limit =~ ^[0-9]*$ ]] || fail "--limit wants whole seconds, not '$limit'" 64
state=$(realpath -m "$here/../../build/board/$name")

case "$action" in
console) console ;;
run) run ;;
start) start ;;
ssh) log_in "$@" ;;
stop) stop ;;
esac
