"""Promises, the tests that hold them and what these said: docs/guarantees.md and docs/faults.md from faults.txt, promises.txt, results.txt.

guarantees.py write                  writes both documents
guarantees.py check BUILD            fails if a named test does not exist, a row is missing, or a document is not what would be written
guarantees.py run BUILD              runs the named tests of a build, its preset's, keeps their results, writes both documents
guarantees.py commands [COMMAND...]  the same for the named commands: all of them take more than an hour"""
import pathlib
import re
import sys

import documents
import entries
import results

ROOT = pathlib.Path(__file__).parents[2]
FAULTS = [str(number) for number in range(1, 67)]
PROMISES = [f"R-{group}.{number}" for group, last in enumerate((10, 7, 9, 8, 5, 8), 1) for number in range(1, last + 1)]


def complete(found, expected, what):
    for id in expected:
        if found.count(id) != 1:
            yield f"{what} {id} is there {found.count(id)} times"


def points_of_readme():
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## What holds\n")[1].split("\n\n")[0]
    return [line[2:] for line in section.splitlines() if line.startswith("- ")]


def faults_of_readme(promises):
    points, told = points_of_readme(), [words for entry in promises for words in entry.words["readme"]]
    for point in points:
        if sum(point.startswith(words) for words in told) != 1:
            yield f"README.md promises what no entry of promises.txt, or more than one, holds: {point}"
    for words in told:
        if not any(point.startswith(words) for point in points):
            yield f"promises.txt: README.md has no point that begins with '{words}'"


def faults_of_entry(entry, names, cmake, dev):
    for preset, name in entry.proofs():
        if preset == "x86-release" and name not in names:
            yield f"{entry.id}: there is no test '{name}'"
        if preset != "x86-release" and name not in names and name.split(": ", 1)[-1] not in cmake:
            yield f"{entry.id}: preset {preset} has no test '{name}'"
    for command in entry.words["command"]:
        if not re.search(r"^" + re.escape(" ".join(command.split()[:2])) + r"\b", dev, re.MULTILINE):
            yield f"{entry.id}: there is no command '{command}'"
    held, not_held = any(entry.proofs()) or entry.words["command"], entry.words["cannot"] or entry.words["open"]
    if not held and not not_held:
        yield f"{entry.id}: neither a test nor a reason why there is none"


def faults_of_sources(faults, promises, names):
    """Everything that is wrong with faults.txt and promises.txt."""
    yield from complete([entry.id for entry in faults], FAULTS, "fault")
    yield from complete([entry.id for entry in promises if entry.id.startswith("R-")], PROMISES, "promise")
    yield from faults_of_readme(promises)
    cmake = "\n".join(file.read_text(encoding="utf-8") for file in ROOT.glob("tests/*/CMakeLists.txt"))
    dev = (ROOT / "dev").read_text(encoding="utf-8")
    for entry in faults + promises:
        yield from faults_of_entry(entry, names, cmake, dev)


def faults_of_documents(faults, promises):
    for path, text in documents.all(faults, promises, results.load()).items():
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text:
            yield f"{path} is not what its sources say: run python3 tests/guarantees/guarantees.py write"


def write(faults, promises):
    for path, text in documents.all(faults, promises, results.load()).items():
        (ROOT / path).write_text(text, encoding="utf-8")


def main(action, *words):
    faults, promises = entries.faults(), entries.promises()
    if action == "check":
        found = [*faults_of_sources(faults, promises, results.names_of(words[0])), *faults_of_documents(faults, promises)]
        print("\n".join(found))
        return 1 if found else 0
    runs = results.load()
    if action == "run":
        preset = pathlib.Path(words[0]).name
        runs[preset] = results.run_tests(words[0], {name for entry in faults + promises for where, name in entry.proofs() if where == preset})
        results.save(runs)
    elif action == "commands":
        for command in words or sorted({command for entry in faults + promises for command in entry.words["command"]}):
            runs.setdefault("commands", {})[command] = results.run_command(command)
            results.save(runs)
    write(faults, promises)
    failed = [name for verdicts in runs.values() for name, verdict in verdicts.items() if verdict.word == "FAILED"]
    print("\n".join(f"FAILED: {name}" for name in failed) or "every promise that was tried holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
