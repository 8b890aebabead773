"""The daemons that some peers need, for as long as the measurements last."""
import contextlib
import os
import pathlib
import re
import socket
import subprocess
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(command, log, is_ready):
    """Gives the process, once `is_ready()`; None if it does not get there. Ends it."""
    try:
        with open(log, "w") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    except OSError:
        yield None
        return
    limit = time.monotonic() + 20
    while time.monotonic() < limit and process.poll() is None and not is_ready():
        time.sleep(0.01)
    try:
        yield process if process.poll() is None and is_ready() else None
    finally:
        process.terminate()
        process.wait()


def iox_roudi(scratch):
    log = pathlib.Path(scratch, "iox-roudi")
    return running(["iox-roudi"], log, lambda: "RouDi is ready" in log.read_text())


def segments_kb(scratch):
    """What RouDi has reserved for everybody."""
    names = re.findall(r"in the shared memory \[(\w+)\]", pathlib.Path(scratch, "iox-roudi").read_text())
    return sum(pathlib.Path("/dev/shm", name).stat().st_blocks for name in names) / 2


def rosmaster(scratch):
    port = free_port()
    os.environ.update(ROS_MASTER_URI=f"http://127.0.0.1:{port}", ROS_IP="127.0.0.1", ROS_HOME=scratch, ROS_LOG_DIR=scratch)
    return running(["rosmaster", "--core", "-p", str(port)], f"{scratch}/rosmaster", lambda: answers(port))


def private_kb(process):
    """Memory that is this process's alone."""
    text = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return float(sum(map(int, re.findall(r"^Private_(?:Clean|Dirty): +(\d+) kB", text, re.M))))
