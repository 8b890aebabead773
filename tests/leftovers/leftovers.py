"""Says what the tests left behind on this machine: boards, System V objects, processes.

leftovers.py remember FILE PROGRAMS   notes what is there before the tests
leftovers.py compare FILE PROGRAMS    fails if there is more now
Only what can be ours counts: boards named for a test whose process has ended, keys of seqboard's range, processes started from the
folder PROGRAMS. A real robot's board beside the tests may come and go, and so may those of other tests that run at the same time.
"""
import glob
import json
import os
import sys
import time


def boards():
    found = glob.glob("/dev/shm/seqboard-test-*") + glob.glob("/tmp/seqboard-test-*")
    return [path for path in found if not os.path.exists("/proc/" + os.path.basename(path).split("-")[2])]


def sysv_objects():
    found = []
    for kind in ("shm", "sem"):
        try:
            with open(f"/proc/sysvipc/{kind}") as table:
                rows = [line.split() for line in table][1:]
        except OSError:
            continue  # a kernel without System V IPC
        found += [f"{kind} {row[1]} (key {int(row[0]) & 0xFFFFFFFF:#x})" for row in rows if int(row[0]) >> 24 == 0x5B]
    return found


def processes(programs):
    found = []
    for link in glob.glob("/proc/[0-9]*/exe"):
        try:
            path = os.readlink(link)
            pid = link.split("/")[2]
            with open(f"/proc/{pid}/cmdline") as file:
                words = file.read().split("\0")
        except OSError:
            continue  # gone, or not ours to look at
        emulated = os.path.basename(path).startswith("qemu-")
        if any(word.startswith(programs + os.sep) for word in (words if emulated else [path])):
            found.append(f"process {pid}: {' '.join(words)[:100]}")
    return found


def everything(programs):
    return boards() + sysv_objects() + processes(programs)


def main():
    action, file, programs = sys.argv[1], sys.argv[2], os.path.realpath(sys.argv[3])
    if action == "remember":
        with open(file, "w") as out:
            json.dump(everything(programs), out)
        return 0
    with open(file) as known:
        before = set(json.load(known))
    # The kernel may still be burying what the last test has killed, and tests of another build that run now start programs of this one.
    # What those start from here on is no matter; what they have started ends with them.
    patient_until = time.monotonic() + 120
    left = [thing for thing in everything(programs) if thing not in before]
    while left and time.monotonic() < patient_until:
        time.sleep(0.1)
        left = [thing for thing in everything(programs) if thing in left]
    print("left behind by the tests:" if left else "nothing is left behind", *left, sep="\n  ")
    return 1 if left else 0


sys.exit(main())
