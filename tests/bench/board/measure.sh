#!/bin/sh
# On the virtual board, started by bench.sh: measures, and prints a line `name<TAB>figure` for each. The board's clock counts
# instructions, 2 ns of its time each, so all of it comes out the same in every run.
set -eu
programs=/opt/seqboard
instruction_ns=2

# What the kernel's timer list says: the time, and how long the processor has idled, in nanoseconds.
now_ns() { awk '/^now at/ { print $3 }' /proc/timer_list; }
idle_ns() { awk '/idle_sleeptime/ { print $3 }' /proc/timer_list; }
switches() { awk '/^ctxt/ { print $2 }' /proc/stat; }

# watch SECONDS: sets elapsed_ns, busy_ns and switched to what that time brought.
watch() {
    local began idle before
    began=$(now_ns) idle=$(idle_ns) before=$(switches)
    sleep "$1"
    elapsed_ns=$(($(now_ns) - began))
    busy_ns=$((elapsed_ns - $(idle_ns) + idle))
    switched=$(($(switches) - before))
}

figure() { printf '%s\t%s\n' "$1" "$2"; }

./board_costs slots

# A node that does nothing, 100 times a second; what the board does without it is taken off.
watch 2
without_ns=$((busy_ns * 1000 / (elapsed_ns / 1000000)))
./board_costs --name idle &
node=$!
sleep 1
watch 2
with_ns=$((busy_ns * 1000 / (elapsed_ns / 1000000)))
kill $node
wait $node
figure 'idle cycle' $(((with_ns - without_ns) / 100 / instruction_ns))

# The reference robot in its room, each node on its own timer; measured while it drives.
seqboard up reference.yaml --profile realtime --profile camera --set camera=pattern --detach >up.txt
figure 'start-up, thousands' $(($(sed -nE 's/.* all .* nodes ready in ([0-9]+) ms.*/\1/p' up.txt) * 1000 / instruction_ns))
processes=$(for exe in /proc/[0-9]*/exe; do
    [ "$(readlink "$exe")" != $programs/bin/seqboard ] || echo "$exe" | tr -dc '0-9\n'
done)
sleep 2
watch 7
figure 'thousands a second' $((busy_ns * 1000 / (elapsed_ns / 1000) / instruction_ns))
figure 'switches a second' $((switched * 1000 / (elapsed_ns / 1000000)))
figure 'memory, kB' "$(for process in $processes; do cat "/proc/$process/smaps_rollup"; done | awk '/^Pss:/ { kb += $2 } END { print kb }')"
figure 'processes' "$(echo "$processes" | wc -l)"
# All its slots recorded, on the board's memory, not those of the simulator: what the recorder's process computes. Before the robot has arrived.
"$programs/bin/seqboard_nodes" recorder_node --name recorder --param folder=/tmp/recordings --param twins=false \
    --param 'except=sim.* referee.* supervisor.sim supervisor.referee truth *_truth' &
recorder=$!
sleep 1
figure 'recording, thousands a second' "$(./board_costs busy $recorder 4)"
figure 'recorded' "$(seqboard echo recording.samples --once | tr -dc '0-9')"
figure 'recording missed' "$(seqboard echo recording.missed --once | tr -dc '0-9')"
kill $recorder
wait $recorder
# What takes the planner longest: a goal behind a wall, to which it finds no way.
seqboard write behaviour_request kind=GO_TO x_m=3.7 y_m=-2.3 >&2
sleep 3
# The longest step of each of the robot's own nodes, what preempted it included.
said() { seqboard echo "$1.status.$2" --once | tr -dc '0-9'; }
for node in $(seqboard list --names nodes); do
    case $node in idle | sim | referee | recorder | supervisor | operator*) continue ;; esac
    printf 'step\t%s\t%s\t%s\n' "$node" $(($(said "$node" step_time_max_ns) / instruction_ns)) "$(said "$node" period_us)"
done
# What the page looks at, ten times a second, by one client: the processor's time of the server's process, its system calls included.
$programs/bin/seqboard_nodes telemetry_node --name telemetry --output remote_command=a --output remote_request=b --output behaviour_request=c >&2 &
telemetry=$!
sleep 2
./telemetry_load 8765 1 0 10 $telemetry /pose /map /plan /goal /range /wheel_state /behaviour_state /battery /telemetry_state /camera_frame \
    /supervisor.status | while IFS='	' read -r name figure; do figure "telemetry $name" "$figure"; done
kill $telemetry
seqboard down >&2
figure 'bundle, kB' "$(find $programs -type f -exec cat {} + | wc -c | awk '{ print int(($1 + 1023) / 1024) }')"
