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

# step NAME COMMAND...
step() {
    running=$1 began=$SECONDS
    "${@:2}"
    steps+=("$((SECONDS - began)) $running")
    running=
}
