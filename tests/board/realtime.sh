#!/bin/sh
# On the board: a node with a priority has SCHED_FIFO and locked memory, and says so; the other has neither.
set -eu
cat >realtime.yaml <<TEXT
version: 1
include: [/opt/seqboard/config/robot_sim.yaml]
clock: {mode: real}
nodes: {head: {priority: 20}}
TEXT
seqboard up realtime.yaml --detach
process_of() { pgrep -f "name $1 "; }
locked_kb() { grep '^VmLck:' "/proc/$(process_of "$1")/status" | tr -dc '0-9'; }
policy() { cut -d' ' -f41 "/proc/$(process_of "$1")/stat"; } # 1: SCHED_FIFO
echo "head: policy $(policy head), locked $(locked_kb head) kB; range: policy $(policy range), locked $(locked_kb range) kB"
result=0
[ "$(policy head)" = 1 ] && [ "$(locked_kb head)" -gt 0 ] && [ "$(policy range)" = 0 ] && [ "$(locked_kb range)" = 0 ] || result=1
seqboard down
exit $result
