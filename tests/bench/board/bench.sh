#!/usr/bin/env bash
# ./dev bench --board: boots the virtual board with a clock that counts instructions, measures there, prints the table of costs and
# what seqboard promises. With --check the exit status is 1 if a promise is missed.
#
# An ARM920T does about 0.8 instructions a cycle on code and data that its caches hold: 320 million a second at 400 MHz. What caches
# and buses add on a real board is in none of these figures.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$here/../../..
instructions_per_s=320000000

check=
[ "${1:-}" != --check ] || { check=yes && shift; }
[ $# -eq 0 ] || { echo "bench --board: unknown argument '$1'; known: --check" >&2 && exit 64; }

figures=$("$source/toolchains/board/board.sh" --name bench --icount --put "$source/build/s3c2440/bin/board_costs" \
    --put "$source/build/s3c2440/bin/telemetry_load" --put "$here/measure.sh" --put "$here/reference.yaml" --run 'sh measure.sh')
awk -F'\t' -v speed=$instructions_per_s -v check="$check" '
    # row WHAT FIGURE UNIT [LIMIT]
    function row(what, figure, unit, limit, form) {
        form = figure == int(figure) ? "%d" : "%.1f"
        printf "%-58s %10s %-14s", what, sprintf(form, figure), unit
        if (limit == "") { print ""; return }
        printf " %9s  %s\n", limit, figure <= limit ? "ok" : "MISS"
        if (figure > limit) missed = 1
    }
    $1 == "step" { worst[$2] = $3; period[$2] = $4; next }
    { of[$1] = $2 }
    END {
        printf "%-58s %10s %-14s %9s\n", "virtual ARM920T board, by instruction count", "", "", "promised"
        for (i = split("16 64 256 1024", bytes, " "); i > 0; --i) sizes[i] = bytes[i]
        for (i = 1; i in sizes; ++i) row("write " sizes[i] " B", of["write " sizes[i] " B"], "instructions", sizes[i] == 64 ? 140 : "")
        for (i = 1; i in sizes; ++i) row("read " sizes[i] " B", of["read " sizes[i] " B"], "instructions", sizes[i] == 64 ? 160 : "")
        row("one cycle of a periodic node that does nothing, with kernel", of["idle cycle"], "instructions")
        row("reference node set, " of["processes"] " processes: context switches", of["switches a second"], "a second")
        row("reference node set: work", of["thousands a second"] / 1000, "M instr. a s")
        row("reference node set: share of 400 MHz at 0.8 a cycle", of["thousands a second"] * 100000 / speed, "%", 50)
        row("recording all slots of the robot, no twins: share of 400 MHz", of["recording, thousands a second"] * 100000 / speed, "%", 5)
        row("recording all slots of the robot: missed of " of["recorded"] " samples", of["recording missed"], "", 0)
        row("reference node set: up to all ready, at that speed", of["start-up, thousands"] * 1e6 / speed, "ms", 3000)
        for (node in worst) row("longest step of " node ", preemption included", worst[node] * 1000 / speed, "ms", period[node] / 1000)
        row("reference node set with supervisor: memory (sum of PSS)", of["memory, kB"] / 1024, "MiB", 12)
        row("telemetry at 10 Hz, one client: samples", of["telemetry samples"], "a second")
        row("telemetry at 10 Hz, one client: share of 400 MHz", of["telemetry server ns"] / 2 * 100 / speed, "%", 5)
        row("programs and configuration, not compressed", of["bundle, kB"] / 1024, "MiB", 4)
        exit check != "" && missed
    }' <<<"$figures"
