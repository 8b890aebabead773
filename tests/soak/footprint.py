"""What a running set takes of its machine and has done: its processes' memory, descriptors and threads, its files, its slots' samples."""
import json
import pathlib
import subprocess


class Footprint:
    """Taken when it is made, of the set that runs on the board below `root`."""

    def __init__(self, seqboard, root):
        def asked(word):
            said = subprocess.run([seqboard, "--root", root, word, "--json"], capture_output=True, text=True).stdout
            return json.loads(said)

        status = asked("status")
        self.ready, self.mode, self.restarts = status["ready"], status["supervisor"]["mode"], status["supervisor"]["restarts"]
        self.samples = {slot["slot"]: slot["sequence"] for slot in asked("list")["slots"] if slot["written"]}
        pids = {node["node"]: node["pid"] for node in status["nodes"]} | {"supervisor": status["supervisor"]["pid"]}
        self.taken = {}
        for name, pid in pids.items():
            if pid:  # of a node that runs
                self.taken |= {f"{name}: {what}": amount for what, amount in of_process(pid).items()}
        files = [file for file in pathlib.Path(root).rglob("*") if file.suffix != ".log"]  # logs are bounded by their rotation
        self.taken |= {"board: files": len(files), "board: bytes": sum(file.stat().st_size for file in files if file.is_file())}

    def kib(self):
        return sum(amount for what, amount in self.taken.items() if "KiB" in what)


def of_process(pid):
    """Its memory is what it has asked for, touched or not: arrays that a rare step touches for the first time are no leak."""
    proc = pathlib.Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
    return {"KiB of its own": int(status["VmData"].split()[0]), "threads": int(status["Threads"]), "descriptors": len(list((proc / "fd").iterdir()))}


def grown(before, after):
    """What takes more than before, a sentence each."""
    return [f"{what}: {before.taken.get(what, 0)}, then {amount}" for what, amount in after.taken.items() if amount > before.taken.get(what, 0)]


def slowed(start, middle, end):
    """Slots that were written more seldom, for each pose, from the middle on than before: a sentence each. A heartbeat and the supervisor follow the
    wall clock."""
    def by_pose(slot, before, after):
        return (after.samples.get(slot, 0) - before.samples.get(slot, 0)) / (after.samples["pose"] - before.samples["pose"])

    rates = {slot: (by_pose(slot, start, middle), by_pose(slot, middle, end)) for slot in end.samples
             if not slot.startswith("supervisor.") and not slot.endswith(".status")}
    return [f"{slot}: written {first:.4f} times a pose, then {then:.4f}" for slot, (first, then) in rates.items() if then < 0.9 * first]
