# Sourced by the board's recipes: a part of the board is built in stages, once, in a cache folder of its own.
#
# Before: `part` (its name) and `ingredients` (the files whose content decides the result).
# After: `root` (the part's folder, keyed by the ingredients' hash), `jobs`, and the functions below.
# The cache: $SEQBOARD_CACHE, else $XDG_CACHE_HOME/seqboard, else ~/.cache/seqboard.
cache=${SEQBOARD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seqboard}
root=$cache/board-$part-$(cat "${ingredients[@]}" | sha256sum | cut -c1-16)
jobs=${SEQBOARD_JOBS:-$(nproc)}
[ "${1:-}" = --print-root ] && { echo "$root" && exit; }

say() { printf 'board %s: %s\n' "$part" "$*" >&2; }

# stage NAME FUNCTION: runs it once; its output goes to the log. An interrupted build goes on with the stage it was in.
stage() {
    local name=$1 log=$root/log/$1.txt began=$SECONDS
    [ -f "$root/stamp/$name" ] && return
    say "$name ..."
    if ! (set -e; "$2") >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        say "$name failed; the whole log is $log. Run this again to go on from here."
        exit 1
    fi
    touch "$root/stamp/$name"
    say "$name done in $((SECONDS - began)) s"
}

# begin: ends the recipe with the folder's name if the part is complete; waits for another process that builds it.
begin() {
    if [ ! -f "$root/complete" ]; then
        mkdir -p "$root/log" "$root/stamp"
        exec 9>"$root/lock"
        flock 9
    fi
    [ ! -f "$root/complete" ] || { echo "$root" && exit; }
}

# complete: the part is whole; its name goes to stdout.
complete() {
    touch "$root/complete"
    echo "$root"
}

# has_lines WANTED GOT: every CONFIG_ line of WANTED is in GOT; names those that are not.
has_lines() {
    local line lost=0
    while read -r line; do
        grep -qxF "$line" "$2" && continue
        printf 'did not land: %s; the configuration has: %s\n' "$line" "$(grep -w "${line%%=*}" "$2" || echo nothing)"
        lost=1
    done < <(grep '^CONFIG_' "$1")
    return $lost
}
