#!/bin/sh
# On the board: the MPU-6050's driver on the kernel's I2C interface. The kernel's stub keeps registers and does nothing by itself; one that changes
# stands for a chip that measures.
set -eu
insmod /lib/modules/i2c-stub.ko chip_addr=0x68
for adapter in /sys/bus/i2c/devices/i2c-*; do grep -q 'SMBus stub' "$adapter/name" && bus=${adapter##*-}; done
put() { i2cset -y "$bus" 0x68 "$1" "$2"; }
put 0x75 0x68                # who it is
put 0x3f 0x20                # 1 g on z, of 4 g
put 0x41 0xfd && put 0x42 0xf7 # 35 degrees Celsius

cat >i2c.yaml <<TEXT
version: 1
board: i2c
nodes: {imu: {type: imu_node, params: {i2c: /dev/i2c-$bus}}}
TEXT
shake() { for low in 1 2 3 4 5 6 7 8 9; do put 0x3c $low; done; }
seqboard up i2c.yaml --detach >/dev/null
trap 'seqboard --board i2c down' EXIT
for _ in 1 2 3 4 5 6; do shake; done
seqboard --board i2c echo imu --once --json >seen
cat seen
grep -q '"samples": [1-9]' seen
grep -Eq '"acceleration_m_s2": \[[^,]*, [^,]*, 9\.80' seen
grep -Eq '"temperature_celsius": (35|34\.99)' seen

log=/dev/shm/seqboard/i2c/log/imu.log
sleep 2
grep 'repeats one sample' $log
for _ in 1 2 3 4 5 6; do shake; done
grep 'is running again' $log
