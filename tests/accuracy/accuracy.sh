#!/usr/bin/env bash
# Compares the kinds of heading control, then drives the simulated robot through N random rooms and N long patrols, each seed once, and
# prints how well. Fails if a promise is missed. Usage: accuracy.sh PROGRAMS [N]
set -euo pipefail
programs=$1 count=${2:-20}
[[ $count =~ ^[1-9][0-9]*$ ]] || { echo "accuracy: '$count' is no number of seeds" >&2 && exit 64; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# drive KIND SEED NODE_SET [OPTION...]: "KIND SEED" and the referee's line.
drive() {
    local kind=$1 seed=$2 set=$3 log
    shift 3
    log=$("$programs/seqboard" --root "$root" up "config/$set" --board "acc-$$-$seed" --profile fast --set "seed=$seed" \
        --set "picture=runs/accuracy_${kind}_$seed.html" "$@" 2>&1) || true  # the verdict says it too
    echo "$kind $seed $(grep '^referee: .*samples hash' <<<"$log" || echo "no verdict: $(tail -n 1 <<<"$log")")"
}

drive_all() {
    local seed
    for ((seed = 1; seed <= count; seed++)); do
        drive room "$seed" robot_sim.yaml --set "room=random:$seed" --set goal_x_m=2.6 --set goal_y_m=0.3
        drive patrol "$seed" patrol_sim.yaml
    done
}

missed=0
"$programs/heading_accuracy" "$count" || missed=1
echo
drive_all | awk '
    function number_after(word) { return match($0, word " -?[0-9.]+") ? substr($0, RSTART + length(word) + 1, RLENGTH - length(word) - 1) : "nan" }
    function degrees(rad) { return rad * 180 / 3.14159265 }
    function promise(kept, what) { printf "%-7s %s\n", kept ? "kept" : "MISSED", what; if (!kept) missed = 1 }
    BEGIN { printf "%-7s %5s %8s %8s %10s %8s %11s %11s\n", "run", "seed", "time [s]", "path [m]", "error [m]", "of path", "fused [deg]", "module [deg]" }
    {
        kind = $1; runs[kind]++
        if (/collision/) collisions++
        if (!/goal reached/) { seed = $2; sub(/^[a-z]+ [0-9]+ (referee: )?(error: )?/, ""); printf "%-7s %5d %s\n", kind, seed, $0; next }
        reached[kind]++
        time_s = number_after("goal reached:"); path_m = number_after("path"); error_m = number_after("position error")
        fused = degrees(number_after("heading error")); module = degrees(number_after("module.s own"))
        if (error_m / path_m > worst) worst = error_m / path_m
        if (kind == "patrol") {
            if (time_s < 60) short++
            fused2 += fused * fused; module2 += module * module
        }
        printf "%-7s %5d %8.1f %8.1f %10.3f %7.2f%% %11.2f %11.2f\n", kind, $2, time_s, path_m, error_m, 100 * error_m / path_m, fused, module
    }
    END {
        patrols = reached["patrol"] > 0 ? reached["patrol"] : 1
        promise(runs["room"] > 0 && reached["room"] >= 0.95 * runs["room"], sprintf("goal reached in %d of %d rooms (at least 95 %%)", reached["room"], runs["room"]))
        promise(collisions == 0, sprintf("%d collisions (none)", collisions))
        promise(worst <= 0.03, sprintf("position error at the end at worst %.2f %% of the path (3 %%)", 100 * worst))
        promise(reached["patrol"] == runs["patrol"] && short == 0, sprintf("%d of %d patrols of a minute finished (all)", reached["patrol"] - short, runs["patrol"]))
        promise(sqrt(fused2 / patrols) <= 2, sprintf("heading after a minute: %.2f degrees RMS (2); the module alone: %.2f", sqrt(fused2 / patrols), sqrt(module2 / patrols)))
        exit missed
    }' || missed=1
exit $missed
