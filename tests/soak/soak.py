"""The reference robot drives along walls for HOURS of its own time, as fast as this machine can. Fails if a node was restarted or is not ready, if a
process or the board's files take more at the end than after the first minutes, or if a slot is written more seldom."""
import argparse
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from footprint import Footprint, grown, slowed

POSES_PER_HOUR = 50 * 3600  # of fusion's 20 ms
BEGUN_H, WARM_H = 0.003, 0.1  # when all are ready, and when each has done everything that it does


class Drive:
    """The set, on a board of its own, until the end of a `with`."""

    def __init__(self, seqboard):
        self.seqboard, self.root = seqboard, pathlib.Path(tempfile.mkdtemp(prefix="seqboard-soak-", dir="/dev/shm"))
        self.said, self.began = self.root / "up.log", time.monotonic()
        words = [seqboard, "--root", self.root, "up", pathlib.Path(__file__).with_name("soak.yaml"), "--profile", "fast"]
        self.up = subprocess.Popen(words, stdout=self.said.open("w"), stderr=subprocess.STDOUT)

    def __enter__(self):
        subprocess.run([self.seqboard, "--root", self.root, "wait", "--ready", "-t", "60s"], stdout=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.root)

    def stop(self):
        """Its exit status, and what it said last."""
        if self.up.poll() is None:
            self.up.send_signal(signal.SIGINT)
        return self.up.wait(), self.said.read_text()[-500:].strip()

    def after(self, hours):
        """The set's footprint then; prints a line of it."""
        while True:
            time.sleep(2)
            if self.up.poll() is not None:
                raise SystemExit("the set ended with exit status %d: %s" % self.stop())
            now = Footprint(self.seqboard, self.root)
            done_h = now.samples.get("pose", 0) / POSES_PER_HOUR
            if done_h >= hours:
                print(f"{done_h:6.2f} h, {done_h * 3600 / (time.monotonic() - self.began):.0f} times as fast as real time: "
                      f"{now.kib()} KiB of processes' own memory, {sum(now.samples.values())} samples", flush=True)
                return now


def main():
    options = argparse.ArgumentParser(prog="./dev soak", usage="./dev soak [HOURS]", description=__doc__)
    options.add_argument("seqboard", help=argparse.SUPPRESS)
    options.add_argument("hours", type=float, nargs="?", default=24)
    given = options.parse_args()
    if not given.hours > 0:
        options.error(f"{given.hours:g} hours are no drive; expected more than 0, such as 0.25")
    with Drive(given.seqboard) as drive:
        start, middle, end = (drive.after(hours) for hours in (BEGUN_H, WARM_H, WARM_H + given.hours))
        status, said = drive.stop()
    faults = grown(middle, end) + slowed(start, middle, end)
    if not end.ready or end.restarts or end.mode != "NORMAL":
        faults.append(f"at the end it is {end.mode}, {'' if end.ready else 'not '}all nodes ready, with {end.restarts} restarts")
    if status != 0:
        faults.append(f"it ended with exit status {status}: {said}")
    print("\n".join(faults) or "nothing has grown, nothing was restarted, every slot is written as often as before")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
