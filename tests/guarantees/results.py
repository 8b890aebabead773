"""What the named tests and commands said when they were last run, and of which sources: results.txt. Written by `./dev guarantees`, never by hand."""
import dataclasses
import datetime
import json
import pathlib
import subprocess
import tempfile
import xml.etree.ElementTree

FILE = pathlib.Path(__file__).parent / "results.txt"


@dataclasses.dataclass(frozen=True)
class Verdict:
    word: str  # passed, FAILED, skipped
    state: str  # of the sources that were tried
    figure: str


def load():
    """preset, or "commands" -> name -> Verdict"""
    runs = {}
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    for line in lines:
        if line.startswith("== "):
            verdicts = runs.setdefault(line[3:], {})
        elif line:
            word, name, state, figure = line.split("\t")
            verdicts[name] = Verdict(word, state, figure)
    return runs


def save(runs):
    lines = []
    for preset, verdicts in sorted(runs.items()):
        lines.append(f"== {preset}")
        lines += [f"{verdict.word}\t{name}\t{verdict.state}\t{verdict.figure}" for name, verdict in sorted(verdicts.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def state_of_sources():
    """The commit that was tried, and the day."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "core", "drivers", "nodes"]).returncode != 0
    return f"{commit}{' with changes' if changed else ''}, {datetime.date.today()}"


def names_of(build):
    """Number and name of every test that CTest knows in this build. Asked in a folder of its own: even a list is written over the build's log."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "CTestTestfile.cmake").write_text(f'subdirs("{pathlib.Path(build).resolve()}")\n', encoding="utf-8")
        listed = subprocess.run(["ctest", "--test-dir", folder, "--show-only=json-v1"], check=True, capture_output=True, text=True).stdout
    return {test["name"]: number for number, test in enumerate(json.loads(listed)["tests"], 1)}


def figure_in(output):
    """What a test or command printed for people: why it was skipped, or its rows of figures."""
    rows = [" ".join(line.split()) for line in output.splitlines() if line.startswith(("kept ", "MISSED "))]
    skipped = [f"in part {line.strip()}" for line in output.splitlines() if line.strip().startswith("skipped: ")]
    return "; ".join(rows or skipped[:1]).replace("\t", " ")


def run_tests(build, names):
    state, numbers = state_of_sources(), names_of(build)
    missing = [name for name in names if name not in numbers]
    if missing:
        raise SystemExit("there is no such test: " + "; ".join(missing))
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "junit.xml"
        chosen = ",".join(str(numbers[name]) for name in sorted(names))
        subprocess.run(["ctest", "--test-dir", build, "-I", f"0,0,0,{chosen}", "--output-junit", report, "--test-output-size-passed", "65536", "-j", "2"])
        verdicts = {}
        for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
            output = case.findtext("system-out") or ""
            verdict = "passed" if case.get("status") == "run" else "FAILED"
            if case.find("skipped") is not None:
                verdict = "skipped"
            if case.get("name") in names:
                verdicts[case.get("name")] = Verdict(verdict, state, figure_in(output))
    return verdicts


def run_command(command):
    print(f"== {command}", flush=True)
    state = state_of_sources()
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    figure = figure_in(done.stdout) or " ".join(lines[-1].split() if lines else [])
    return Verdict("passed" if done.returncode == 0 else "FAILED", state, figure.replace("\t", " "))
