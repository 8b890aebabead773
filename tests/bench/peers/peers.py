"""peers.py PROGRAMS [--check]: seqboard beside what users would take instead, all in one run, in turns.

Prints tables and what seqboard promises, writes runs/peers.csv and runs/peers.svg. --check: exit code 1 if a promise is missed."""
import contextlib
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import chart
import daemons
import report
from figures import Figures
from peer_list import PEERS

TURNS = 5
TURNS_OF_SIZES = 3
SIZES = [64, 1024, 65536, 1048576]
WAKES_A_TURN = 5  # close together, of those that are about as fast: their ratios are close to one
WAKE = "waited, one processor "
HANG_S = 30
PAIRS = 1000


class Measurement:
    def __init__(self, programs, scratch):
        self.programs, self.scratch = pathlib.Path(programs), scratch
        self.figures = Figures()
        self.here, self.there = (sorted(os.sched_getaffinity(0)) * 2)[:2]
        self.channels = 0

    def program(self, peer):
        return [str(self.programs / f"{peer.name}_peer"), self.scratch]

    def built(self, peer):
        return (self.programs / f"{peer.name}_peer").exists()

    def run(self, command):
        """Output of a program that ends well; otherwise why not, and None."""
        try:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)
        except OSError as error:
            return None, str(error)
        try:
            output, said = process.communicate(timeout=HANG_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its own children, too
            process.communicate()
            return None, "does not end"
        if process.returncode == 0:
            return output, ""
        return None, (said.strip().splitlines() or [f"exit code {process.returncode}"])[-1]

    def ask(self, peer, prefix, *words):
        """Adds what the peer's program prints; the figures' names begin with `prefix`."""
        output, fault = self.run([*self.program(peer), *map(str, words)])
        if output is None:
            self.figures.fail(peer.name, prefix, fault)
            return
        for line in output.splitlines():
            if "\t" in line:
                name, value = line.split("\t")
                self.figures.add(peer.name, prefix + name, float(value))

    def wake(self, peer):
        self.ask(peer, WAKE, "hops", 64, "waited", self.there, self.there)

    def turn(self, peer, number):
        self.ask(peer, "64 ", "costs", 64, self.here)
        self.ask(peer, "polled ", "hops", 64, "polled", self.here, self.there)
        self.ask(peer, "waited, two processors ", "hops", 64, "waited", self.here, self.there)
        if number < TURNS_OF_SIZES:
            for bytes in SIZES[1:]:
                self.ask(peer, f"{bytes} ", "costs", bytes, self.here)
            for readers in (1, 8):
                self.ask(peer, f"{readers} readers ", "fan_out", readers, self.here, self.there)
            self.start(peer)

    def start(self, peer):
        """Two programs at once: time until the reader has a sample; then what each holds in memory."""
        self.channels += 1
        channel = f"seqboard_peers_{os.getpid()}_{self.channels}"
        began = time.monotonic()
        ends = [subprocess.Popen([*self.program(peer), end, channel], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for end in ("write", "read")]
        with contextlib.ExitStack() as stack:
            for end in ends:
                stack.callback(end.wait)
                stack.callback(end.stdin.close)
            if select.select([ends[1].stdout], [], [], 15)[0] and ends[1].stdout.readline() == "first\n":
                self.figures.add(peer.name, "start_ms", (time.monotonic() - began) * 1000)
                self.memory(peer, ends)
            else:
                self.figures.fail(peer.name, "start", "no first sample")

    def memory(self, peer, ends):
        for end, process in zip(("writer", "reader"), ends):
            held = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
            self.figures.add(peer.name, f"{end}_pss_kb", float(re.search(r"^Pss: +(\d+)", held, re.M)[1]))
            self.figures.add(peer.name, f"{end}_private_kb", daemons.private_kb(process))

    def count(self, peer):
        """Instructions outside the kernel and system calls of one publish and take."""
        out = f"{self.scratch}/callgrind"
        callgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *self.program(peer), "pairs", str(PAIRS)]
        output, fault = self.run(callgrind)
        dump = pathlib.Path(f"{out}.1")
        if output is None or not dump.exists():
            self.figures.fail(peer.name, "instructions", fault or "no figures of callgrind")
        else:
            self.figures.add(peer.name, "instructions", int(re.search(r"^(?:totals|summary): (\d+)", dump.read_text(), re.M)[1]) / PAIRS)
            dump.unlink()
        counts = [self.system_calls(peer, pairs) for pairs in (100, 100 + PAIRS)]
        if None not in counts:
            self.figures.add(peer.name, "system_calls", max(0, counts[1] - counts[0]) / PAIRS)

    def system_calls(self, peer, pairs):
        out = f"{self.scratch}/strace"
        output, _ = self.run(["strace", "-f", "-c", "-U", "calls,name", "-o", out, *self.program(peer), "pairs", str(pairs)])
        return None if output is None else int(re.search(r"(\d+) total", pathlib.Path(out).read_text())[1])

    def scale(self):
        output, fault = self.run([str(self.programs / "slot_scale"), self.scratch, str(self.here), str(self.there)])
        for line in (output or "").splitlines():
            name, value = line.split("\t")
            self.figures.add("seqboard", name, float(value))
        if output is None:
            self.figures.fail("seqboard", "read", fault)


def go_first():
    """Before most others on this machine, if we may; what is started from here inherits it. Not SCHED_FIFO: where one thread of a peer spins,
    another could not even end."""
    with contextlib.suppress(OSError):
        os.setsid()  # groups of processes share the processors alike, whatever their priorities: this makes a group of our own
    with contextlib.suppress(OSError):
        pathlib.Path("/proc/self/autogroup").write_text("-15")
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)


def kilobytes(folder):
    """What files really take, as du says it."""
    return sum(path.stat().st_blocks for path in pathlib.Path(folder).rglob("*") if path.is_file()) / 2


def measure(programs, scratch):
    measurement = Measurement(programs, scratch)
    figures = measurement.figures
    measurement.scale()
    for board in pathlib.Path(scratch, "scale").glob("*x*"):
        nodes, slots = map(int, board.name.split("x"))
        figures.add("seqboard", f"board of {nodes} nodes, {nodes * slots} slots, kB", kilobytes(board))
    with daemons.iox_roudi(scratch) as roudi, daemons.rosmaster(scratch) as master:
        if roudi:
            figures.add("iceoryx", "shared_kb", daemons.segments_kb(scratch))
            figures.add("iceoryx", "daemon_private_kb", daemons.private_kb(roudi))
        if master:
            figures.add("ros", "daemon_private_kb", daemons.private_kb(master))
        down = {name for name, process in (("iceoryx", roudi), ("ros", master)) if process is None}
        peers = []
        for peer in PEERS:
            if not measurement.built(peer):
                figures.fail(peer.name, "", f"not built: Debian's {peer.package} is not installed" if peer.package else "not built")
            elif peer.name in down:
                figures.fail(peer.name, "", f"{peer.daemon} does not start")
            else:
                peers.append(peer)
        for number in range(TURNS):
            print(f"turn {number + 1} of {TURNS}", file=sys.stderr)
            for _ in range(WAKES_A_TURN):
                for peer in peers:
                    if not peer.threads:
                        measurement.wake(peer)
            for peer in peers:
                if peer.threads:
                    measurement.wake(peer)
                measurement.turn(peer, number)
        print("instructions and system calls", file=sys.stderr)
        for peer in peers:
            measurement.count(peer)
    return figures


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    words = [word for word in arguments if word != "--check"]
    if len(words) != 1:
        print("bench --peers: known option: --check", file=sys.stderr)
        sys.exit(64)
    go_first()
    scratch = tempfile.mkdtemp(prefix="seqboard-peers-", dir="/dev/shm")
    try:
        figures = measure(words[0], scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for lock in pathlib.Path("/tmp").glob("seqboard-peer-*.lock"):
            lock.unlink()  # iceoryx leaves one of each process
    kept = report.print_all(figures)
    runs = pathlib.Path("runs")
    runs.mkdir(exist_ok=True)
    figures.write(runs / "peers.csv")
    (runs / "peers.svg").write_text(chart.picture(figures))
    print("\nruns/peers.csv holds all figures, runs/peers.svg a picture of them")
    sys.exit(1 if check and not kept else 0)


if __name__ == "__main__":
    main()
