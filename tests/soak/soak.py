"""soak.py SEQBOARD [HOURS]: the reference robot drives along walls for HOURS of its own time (24), as fast as this machine can. Fails if a node was
restarted or is not ready, if a process, the board's files or its segments take more at the end than after the first minutes, or if a slot is written
more seldom."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from footprint import Footprint, grown, slowed

POSES_PER_HOUR = 50 * 3600  # of fusion's 20 ms
WARM_UP = 0.1               # of an hour: by then each node has done everything that it does


def main(seqboard, hours="24"):
    hours = float(hours)
    root = tempfile.mkdtemp(prefix="seqboard-soak-", dir="/dev/shm")
    words = [seqboard, "--root", root, "up", str(pathlib.Path(__file__).with_name("soak.yaml")), "--profile", "fast"]
    with open(f"{root}/up.log", "w") as log:
        up = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
    try:
        began = time.monotonic()
        start, middle, end = (reached(seqboard, root, up, poses, began) for poses in
                              (10 * 50, WARM_UP * POSES_PER_HOUR, (WARM_UP + hours) * POSES_PER_HOUR))
        faults = grown(middle, end) + slowed(start, middle, end)
        if not end.ready or end.restarts or end.mode != "NORMAL":
            faults.append(f"at the end it is {end.mode}, with {end.restarts} restarts")
    finally:
        if up.poll() is None:
            up.send_signal(signal.SIGINT)
        up.wait()
        text = pathlib.Path(f"{root}/up.log").read_text()
        shutil.rmtree(root)
    if up.returncode != 0:
        faults.append(f"it ended with exit status {up.returncode}: {text.splitlines()[-1]}")
    print("\n".join(faults) or "nothing has grown, nothing was restarted, every slot is written as often as before")
    return 1 if faults else 0


def reached(seqboard, root, up, poses, began):
    """The set's footprint as soon as there are so many poses."""
    while True:
        time.sleep(2)
        if up.poll() is not None:
            raise SystemExit(f"the set ended: {pathlib.Path(f'{root}/up.log').read_text()[-2000:]}")
        now = Footprint(seqboard, root)
        done = now.samples.get("pose", 0)
        if done >= poses:
            memory = sum(amount for what, amount in now.taken.items() if "KiB" in what)
            print(f"{done / POSES_PER_HOUR:7.2f} h, {done / 50 / (time.monotonic() - began):4.1f} times real time: {memory} KiB of processes' own memory, "
                  f"{sum(now.samples.values())} samples", flush=True)
            return now


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
