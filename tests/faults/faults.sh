#!/usr/bin/env bash
# Makes every sensor of the simulated robot fail for some seconds of a patrol, each fault once at a time of its own, and prints what the
# robot made of it; then drives to the floor's edge at full speed, and explores a room with stairs, each seed once. Fails if a fault is not
# found or does harm, if the robot does not recover, or if it falls. Usage: faults.sh PROGRAMS [SEEDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=$(cd "$1" && pwd) seeds=${2:-20}
[[ $seeds =~ ^[1-9][0-9]*$ ]] || { echo "faults: '$seeds' is no number of seeds" >&2 && exit 64; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# up BOARD NODE_SET [OPTION...]: what the set's watching node said.
up() {
    local board=$1 set=$2
    shift 2
    "$programs/seqboard" --root "$root" up "$here/$set" --board "faults-$$-$board" --set "programs=$programs" "$@" >"$root/log" 2>&1 || true
    grep -ahE -o '(fault|edge)	.*' "$root/log" "$root/faults-$$-$board"/log/* 2>/dev/null | head -n 1
}

rows=0
# fault NODE_SET SENSOR DEVICE KIND WHAT [EXPECTED [MS]]: one row, a scenario. EXPECTED is `found`; `slowed`: found, and the robot drives
# slowly, or stands but for short tries; `told`: found, and it does no harm; or `borne`: nothing tells it, and it does no harm. The fault lasts MS.
fault() {
    local set=$1 sensor=$2 device=$3 kind=$4 what=$5 expected=${6:-found} lasts=${7:-4000} from folder
    rows=$((rows + 1))
    from=$((5000 + rows * 137 % 1000)) # ms: none at the same phase of the robot's cycles
    folder=$root/row$rows
    mkdir "$folder"
    cat >"$folder/scenario.yaml" <<YAML
use:
  launch: $here/$set
  sets: {programs: $programs, sensor: $sensor, from: ${from}ms, until: $((from + lasts))ms}
  nodes: {watch: {ends_run: false}}
steps:
  - {at: ${from}ms, do: fault, target: plant.$device, kind: $kind, for: ${lasts}ms}
end: "supervisor.watch.state == DONE"
expect:
  - final: "supervisor.watch.state == DONE"
YAML
    "$programs/seqboard" hil run "$folder" --out "$folder/runs" >"$root/log" 2>&1 || true
    printf '%s\t%s\t%s\t%s\n' "$sensor" "$what" "$expected" "$(grep -ahE -o 'fault	.*' "$folder"/runs/*/*/log/watch.log 2>/dev/null | head -n 1)"
}

# edge SEED: a straight drive to an edge, its distance and direction drawn from the seed.
edge() {
    local seed=$1 room=$root/edge.room line fault=$((${2:-0}))
    line=$(awk -v seed="$seed" 'BEGIN { srand(seed); printf "%.3f %.3f", 1.2 + rand(), 1.2 * rand() - 0.6 }')
    printf 'edge %s -9 9 9\nstart 0 0 %s\ngoal 1 0\n' $line >"$room"
    printf '%s\n' "$(up "edge$seed" edge.yaml --set "seed=$seed" --set "room=$room" --set "edge_x_m=${line% *}" --set "ground_fault=$fault")"
}

# explore SEED: a room with two stairs, their places and sizes drawn from the seed, is explored until nothing is left.
explore() {
    local seed=$1 room=$root/stairs.room
    awk -v seed="$seed" 'BEGIN {
        srand(seed)
        print "wall -0.6 -1.3 3.2 -1.3\nwall 3.2 -1.3 3.2 1.3\nwall 3.2 1.3 -0.6 1.3\nwall -0.6 1.3 -0.6 -1.3\nstart 0 0 0\ngoal 1 0"
        for (i = 0; i < 2; i++) {
            x = 0.6 + 1.8 * rand(); wide = 0.3 + 0.5 * rand(); deep = 0.3 + 0.4 * rand()
            y = i == 0 ? -1.3 + 0.7 * rand() : 1.3 - deep - 0.7 * rand()
            printf "edge %.3f %.3f %.3f %.3f\n", x, y, x + wide, y + deep
        }
    }' >"$room"
    "$programs/seqboard" --root "$root" up "$here/../../config/explore_sim.yaml" --board "faults-$$-stairs$seed" --profile fast \
        --set "seed=$seed" --set "room=$room" --set "picture=$root/picture.html" >"$root/log" 2>&1 || true
    printf 'stairs\t%s\n' "$(grep -a 'referee: .*samples hash' "$root/log" | head -n 1)"
}

all_faults() {
    fault patrol_fault.yaml sonar sonar unplugged "unplugged"
    fault patrol_fault.yaml sonar sonar stuck "echo line stuck"
    fault patrol_fault.yaml sonar sonar cross_talk "lying: another's pings"
    fault patrol_fault.yaml heading heading silent "unplugged" slowed
    fault patrol_fault.yaml heading heading garbage "garbage" slowed
    fault patrol_fault.yaml heading heading wrong_checksum "wrong checksums" slowed
    fault patrol_fault.yaml heading heading truncated "truncated frames" slowed
    fault patrol_fault.yaml heading heading frozen "stuck: one frame" slowed
    fault patrol_fault.yaml ground ground broken_wire "unplugged"
    fault patrol_fault.yaml ground ground sees_floor "lying: floor everywhere" borne
    fault patrol_fault.yaml encoder encoder lost_edges "noisy: lost edges" slowed
    fault patrol_fault.yaml encoder encoder line_b_unplugged "line B unplugged" slowed
    fault patrol_fault.yaml encoder encoder reversed "lying: backward" slowed
    fault patrol_fault.yaml encoder encoder dead "unplugged" slowed
    fault patrol_fault.yaml battery battery stuck "stuck" told
    fault patrol_fault.yaml battery battery noisy "noisy" told
    fault patrol_fault.yaml battery battery unplugged "unplugged" told
    fault patrol_fault.yaml voice voice unplugged "unplugged" told
    fault patrol_fault.yaml voice voice stuck_busy "stuck: chip hung" told 25000
    fault patrol_fault.yaml voice voice internal_error "chip fails" told
    fault patrol_fault.yaml voice voice no_interrupt "interrupt unplugged" told 25000
    fault imu_fault.yaml heading imu unplugged "MPU-6050 unplugged" slowed
    fault imu_fault.yaml heading imu frozen "MPU-6050 stuck" told
    fault imu_fault.yaml heading imu garbage "MPU-6050 garbage" slowed
    fault imu_fault.yaml heading imu brown_out "MPU-6050 brown-out" told
    fault imu_fault.yaml heading imu foreign "another chip answers" slowed
}

{
    all_faults
    for ((seed = 1; seed <= seeds; seed++)); do edge "$seed"; done
    for seed in 1 2 3; do echo "one $(edge "$seed" 2)"; done
    for ((seed = 1; seed <= seeds; seed++)); do explore "$seed"; done
} | awk -F'\t' '
    function promise(kept, what) { printf "%-7s %s\n", kept ? "kept" : "MISSED", what; if (!kept) missed = 1 }
    BEGIN { printf "%-8s %-24s %-12s %-9s %-13s %-8s %-12s\n", "sensor", "fault", "found after", "the robot", "well after", "then", "position off" }
    $1 == "edge" || $1 == "one edge" {
        ++edges[$1]
        stood[$1] += $2 == "stands"
        if (least[$1] == "" || $4 < least[$1]) least[$1] = $4
        if (slowest == "" || $3 < slowest) slowest = $3
        next
    }
    $1 == "stairs" { ++rooms; explored += /done:/; next }
    {
        ++rows
        if ($4 != "fault") { printf "%-8s %-24s nothing was said\n", $1, $2; ++silent; next }
        borne += $3 == "borne"
        found += $3 != "borne" && $5 == "found"
        slow += $3 == "slowed"
        slowed += $3 == "slowed" && $7 != "went on"
        harm += $11 != "whole" || ($3 != "found" && $10 > 0.2)
        recovered += $8 <= 2 && $9 == "drives"
        printf "%-8s %-24s %-12s %-9s %-13s %-8s %-12s%s\n", $1, $2, $5 == "found" ? $6 " s" : $3 == "borne" ? "borne" : "NOT FOUND", $7,
            $5 == "found" ? $8 " s" : "-", $9, $10 " m", $11 == "whole" ? "" : "  CRASHED"
    }
    END {
        promise(rows > 0 && !silent && found == rows - borne, sprintf("%d of %d faults that show are found (all); %d that cannot be told are borne", found, rows - borne, borne))
        promise(slowed == slow, sprintf("in %d of %d that leave its own motion in doubt the robot is slow (all)", slowed, slow))
        promise(harm == 0, sprintf("%d faults did harm (none): no collision, no fall; position within 0.2 m wherever it may drive on", harm))
        promise(recovered == rows, sprintf("after %d of %d faults the robot drives again without a restart, within 2 s (all)", recovered, rows))
        promise(stood["edge"] == edges["edge"] && edges["edge"] > 0, sprintf("stops before the edge in %d of %d drives at %.2f m/s or more (all); least room to the edge %.3f m", stood["edge"], edges["edge"], slowest, least["edge"]))
        promise(stood["one edge"] == edges["one edge"], sprintf("with one front sensor that sees floor everywhere: in %d of %d; least room %.3f m", stood["one edge"], edges["one edge"], least["one edge"]))
        promise(explored == rooms && rooms > 0, sprintf("%d of %d rooms with two stairs each explored to the end, without a fall (all)", explored, rooms))
        exit missed
    }'
