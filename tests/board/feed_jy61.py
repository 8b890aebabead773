"""Plays a JY-61 heading module on a serial line: a cycle of three packets every 10 ms, yaw 90 degrees, until it is killed.

feed_jy61.py DEVICE
"""
import os
import sys
import time
import tty


def packet(kind, words):
    body = bytes([0x55, kind]) + b"".join((word & 0xFFFF).to_bytes(2, "little") for word in words)
    return body + bytes([sum(body) & 0xFF])


cycle = packet(0x51, (0, 0, 2048, 0)) + packet(0x52, (0, 0, 0, 0)) + packet(0x53, (0, 0, 16384, 0))
line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(line)
while True:
    os.write(line, cycle)
    time.sleep(0.01)
