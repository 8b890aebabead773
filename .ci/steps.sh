# Sourced by the runs of continuous integration: steps, and at the end the time that each took, also when one has failed. "busy" is what all processors
# computed meanwhile: it tells a step that waits from one that computes.
steps=()
computed=$(mktemp)

# Whole seconds that the processes this shell has waited for have computed. (A pipe would ask another shell.)
busy_s() {
    times >"$computed"
    awk 'NR == 2 { split($1 "m" $2, t, /[ms]+/); printf "%d", t[1] * 60 + t[2] + t[3] * 60 + t[4] }' "$computed"
}

begin() {
    running=$1 began_s=$SECONDS
    busy_s >"$computed.before"
}

# end [REMARK]
end() {
    busy_s >"$computed.after"
    steps+=("$((SECONDS - began_s)) $(($(<"$computed.after") - $(<"$computed.before"))) $running${1:-}")
    running=
}

row() { printf '%3d:%02d  %3d:%02d    %s\n' $(($1 / 60)) $(($1 % 60)) $(($2 / 60)) $(($2 % 60)) "$3"; }

tell_times() {
    local result=$? line time busy name
    [ -z "${running:-}" ] || end ": failed"
    busy_s >"$computed.after"
    printf '\n%6s  %6s    step\n' time busy
    for line in "${steps[@]}"; do
        read -r time busy name <<<"$line"
        row "$time" "$busy" "$name"
    done
    row $SECONDS "$(<"$computed.after")" "in all"
    rm -f "$computed" "$computed.before" "$computed.after"
    exit $result
}
trap tell_times EXIT

# step NAME COMMAND...
step() {
    begin "$1"
    "${@:2}"
    end
}

# together NAME COMMAND... -- NAME COMMAND...: two steps that use one processor each, side by side. What the first one says follows when both have ended.
together() {
    local first=() said status=0
    while [ "$1" != -- ]; do first+=("$1") && shift; done
    shift
    said=$(mktemp)
    begin "${first[0]}, $1"
    "${first[@]:1}" >"$said" 2>&1 &
    "${@:2}" || status=$?
    wait $! || status=$?
    cat "$said" && rm "$said"
    [ $status -eq 0 ] || return $status
    end
}
