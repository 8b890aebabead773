# Sourced by the runs of continuous integration: steps, and at the end the time that each took, also when one has failed.
steps=()
tell_times() {
    local result=$? line
    [ -z "${running:-}" ] || steps+=("$((SECONDS - began)) $running: failed")
    printf '\n%7s  step\n' time
    for line in "${steps[@]}"; do printf '%3d:%02d    %s\n' $((${line%% *} / 60)) $((${line%% *} % 60)) "${line#* }"; done
    printf '%3d:%02d    in all\n' $((SECONDS / 60)) $((SECONDS % 60))
    exit $result
}
trap tell_times EXIT

# together NAME COMMAND... -- NAME COMMAND...: two steps that use one processor each, side by side. What the first one says follows when both have ended.
together() {
    local first=() said status=0
    while [ "$1" != -- ]; do first+=("$1") && shift; done
    shift
    said=$(mktemp)
    running="${first[0]}, $1" began=$SECONDS
    "${first[@]:1}" >"$said" 2>&1 &
    "${@:2}" || status=$?
    wait $! || status=$?
    cat "$said" && rm "$said"
    [ $status -eq 0 ] || return $status
    steps+=("$((SECONDS - began)) $running")
    running=
}

# step NAME COMMAND...
step() {
    running=$1 began=$SECONDS
    "${@:2}"
    steps+=("$((SECONDS - began)) $running")
    running=
}
