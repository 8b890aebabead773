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
    local remark= said=$notes/said.$BASHPID
    : >"$said"
    "${@:2}" > >(tee "$said") 2>&1 || remark=": failed, exit status $?"
    [ -z "$remark" ] || tell_failure "$1$remark" "$said"
    end_step "$remark"
}

# tell_failure REMARK FILE: the whole output of a run is long, and who reads it may have its end only; that tells what failed, what each failed test said,
# and what came last.
tell_failure() {
    sleep 1 # for tee to write it
    printf '== %s\n' "$1" >&2
    { printf '\n== %s\n' "$1" && failed_tests "$2" | tail -n 80 && printf '== it said last:\n' && tail -n 12 "$2"; } >>"$notes/failed"
}

# failed_tests FILE: what ctest prints under each test that failed.
failed_tests() { awk '/^ *[0-9]+\/[0-9]+ Test +#/ { told = /\*\*\*/ && !/\*\*\*Skipped/ } /^ +Start +[0-9]+: / { told = 0 } told' "$1"; }

# end_step [REMARK]
end_step() {
    busy_s >"$notes/after.$BASHPID"
    row $((SECONDS - began_s)) $(($(<"$notes/after.$BASHPID") - $(<"$notes/before.$BASHPID"))) "$running${1:-}" >>"$notes/rows"
    running=
}

end_lane() { [ -z "$running" ] || end_step ": ended by a signal"; }

# side_by_side LANE...: functions made of steps, at the same time. What the last one says is seen at once, the others' follows.
side_by_side() {
    local lane lanes=()
    for lane in "${@:1:$#-1}"; do
        (trap end_lane EXIT && "$lane") >"$notes/said_by_$lane" 2>&1 &
        lanes+=($!)
    done
    (trap end_lane EXIT && "${!#}") &
    lanes+=($!)
    for lane in "$@"; do
        wait "${lanes[0]}" || printf '== %s ended early\n' "$lane" >>"$notes/failed"
        lanes=("${lanes[@]:1}")
    done
    for lane in "${@:1:$#-1}"; do cat "$notes/said_by_$lane"; done
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
