#!/bin/sh
# On the board: the sonar's driver on lines that the kernel itself simulates (gpio-sim), through each of its interfaces. The echo line is
# made to rise and fall by hand, some milliseconds apart, which is a distance; no oftener than a ping waits for (20 ms), for nobody reads between
# pings, and the older character device keeps 16 edges.
set -eu
bank=/sys/kernel/config/gpio-sim/robot/bank
mkdir -p $bank
echo 8 >$bank/num_lines
echo 1 >/sys/kernel/config/gpio-sim/robot/live
chip=$(cat $bank/chip_name)
pull=/sys/devices/platform/$(cat /sys/kernel/config/gpio-sim/robot/dev_name)/$chip/sim_gpio4/pull
for folder in /sys/class/gpio/gpiochip*; do grep -q gpio-sim "$folder/label" && base=$(cat "$folder/base"); done

while :; do
    echo pull-up >"$pull" && usleep 2000
    echo pull-down >"$pull" && usleep 12000
done &
echoes=$!
trap 'kill $echoes' EXIT

# try BACKEND TRIGGER ECHO: pings are answered with plausible distances.
try() {
    cat >gpio.yaml <<TEXT
version: 1
board: gpio
nodes: {range: {type: range_node, params: {gpio: $1, trigger: $2, echo: $3}}}
TEXT
    seqboard up gpio.yaml --detach >/dev/null
    timeout 20 seqboard --board gpio echo range.range_m --count 30 >seen || true
    seqboard --board gpio down
    echo "$1: $(grep -c '^[0-3]\.[0-9]' seen || true) of $(wc -l <seen) pings were answered; the last: $(tail -n 1 seen)"
    [ "$(grep -c '^[0-3]\.[0-9]' seen)" -ge 3 ]
}
try auto "$chip/1" "$chip/4"
try cdev "$chip/1" "$chip/4"
try cdev_v1 "$chip/1" "$chip/4"
try sysfs $((base + 1)) $((base + 4))
