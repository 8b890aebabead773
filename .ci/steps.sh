# Sourced by the runs of continuous integration: steps, and at the end the time that each took. A step that fails ends no other: a run tells all that is
# broken, and fails. "busy" is what all processors computed meanwhile: it tells a step that waits from one that computes.
notes=$(mktemp -d)
touch "$notes/rows"
running=

# Whole seconds that the processes this shell has waited for have computed. (A pipe would ask another shell.)
busy_s() {
    times >"$notes/$BASHPID"
    awk 'NR == 2 { split($1 "m" $2, t, /[ms]+/); printf "%d", t[1] * 60 + t[2] + t[3] * 60 + t[4] }' "$notes/$BASHPID"
}

row() { printf '%3d:%02d  %3d:%02d    %s\n' $(($1 / 60)) $(($1 % 60)) $(($2 / 60)) $(($2 % 60)) "$3"; }

# step NAME COMMAND...: not begun after last_start_s.
step() {
    if [ "$SECONDS" -gt "$last_start_s" ]; then
        printf '   not run:      %s: this run would have taken too long; the next one finds what this one has compiled\n' "$1" | tee -a "$notes/rows"
        return
    fi
    running=$1 began_s=$SECONDS
    busy_s >"$notes/before.$BASHPID"
    local remark=
    "${@:2}" || remark=": failed, exit status $?"
    [ -z "$remark" ] || printf '== %s%s\n' "$1" "$remark" | tee -a "$notes/failed" >&2
    end_step "$remark"
}

# end_step [REMARK]
end_step() {
    busy_s >"$notes/after.$BASHPID"
    row $((SECONDS - began_s)) $(($(<"$notes/after.$BASHPID") - $(<"$notes/before.$BASHPID"))) "$running${1:-}" >>"$notes/rows"
    running=
}

end_lane() { [ -z "$running" ] || end_step ": ended by a signal"; }

# side_by_side LANE LANE: two functions made of steps, at the same time. What the first one says follows when both have ended.
side_by_side() {
    local first second
    (trap end_lane EXIT && "$1") >"$notes/said" 2>&1 &
    first=$!
    (trap end_lane EXIT && "$2") &
    second=$!
    wait $first || printf '== %s ended early\n' "$1" >>"$notes/failed"
    wait $second || printf '== %s ended early\n' "$2" >>"$notes/failed"
    cat "$notes/said"
}

tell_times() {
    local result=$?
    end_lane
    printf '\n%6s  %6s    step\n' time busy
    cat "$notes/rows"
    busy_s >"$notes/all"
    row $SECONDS "$(<"$notes/all")" "in all"
    [ ! -e "$notes/failed" ] || { printf '\n' && cat "$notes/failed" && result=1; }
    rm -r "$notes"
    exit $result
}
trap tell_times EXIT
