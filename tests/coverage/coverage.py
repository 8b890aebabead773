"""Prints which share of core's branches its tests have taken, by folder, and fails below the limit.

coverage.py BUILD        the table; which missed branches have no reason in missed.txt; which rows of missed.txt are no longer true
coverage.py BUILD FILE   the missed branches of one file"""
import collections
import pathlib
import sys

import branches

ROOT = pathlib.Path(__file__).parents[2]
MISSED = pathlib.Path(__file__).parent / "missed.txt"
LIMIT = 0.95


def reasons():
    """(file, text of a line) -> why its branches are missed."""
    rows, reason = {}, ""
    for number, line in enumerate(MISSED.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            reason = line[3:]
        elif line and not line.startswith("#"):
            file, separator, text = line.partition(": ")
            if not separator or not reason or (file, text) in rows:
                raise SystemExit(f"missed.txt:{number}: expected '== REASON' or, once and below a reason, 'FILE: TEXT OF THE LINE': {line}")
            rows[file, text] = reason
    return rows


def lines_of(file):
    return [line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]


def told(missed, rows):
    """Places whose misses have a reason, and what is wrong with the rows."""
    by_text = collections.defaultdict(list)
    for file, line in missed:
        by_text[file, lines_of(file)[line - 1]].append((file, line))
    wrong = [f"missed.txt: no branch is missed at {file}: {text}" for file, text in rows if (file, text) not in by_text]
    return {place for row in rows for place in by_text.get(row, [])}, wrong


def row(name, taken, count, with_reason):
    return f"{name:<22} {count:>8} {taken:>8} {count - taken:>8} {with_reason:>12} {100 * taken / count:>7.1f} %"


def table(found, missed, explained):
    folders = collections.defaultdict(lambda: [0, 0, 0])
    for (file, line), taken in found.items():
        for folder in (str(pathlib.PurePosixPath(file).parent), "all"):
            folders[folder][0] += sum(taken)
            folders[folder][1] += len(taken)
            folders[folder][2] += missed.get((file, line), 0) if (file, line) in explained else 0
    print(f"{'folder':<22} {'branches':>8} {'taken':>8} {'missed':>8} {'with reason':>12} {'taken':>9}")
    for folder in [*sorted(set(folders) - {"all"}), "all"]:
        print(row(folder, *folders[folder]))
    return folders["all"]


def print_file(file, found):
    text = lines_of(file)
    for (path, line), taken in sorted(found.items()):
        if path == file and not all(taken):
            print(f"{file}:{line}: {''.join('+' if one else '-' for one in taken)}  {text[line - 1]}")


def main(build, file=None):
    found = branches.of_build(ROOT, pathlib.Path(build).resolve())
    if not found:
        raise SystemExit(f"coverage: {build} has counted nothing")
    if file:
        return print_file(file, found)
    missed = {place: taken.count(False) for place, taken in found.items() if not all(taken)}
    explained, wrong = told(missed, reasons())
    taken, count, _ = table(found, missed, explained)
    print(f"\nmost missed branches without a reason:")
    files = collections.Counter()
    for (path, line), number in missed.items():
        files[path] += 0 if (path, line) in explained else number
    for path, number in files.most_common(20):
        if number:
            print(f"  {number:>4}  {path}")
    print("\n".join(wrong))
    if taken < LIMIT * count:
        wrong.append(f"{100 * taken / count:.1f} % of core's branches are taken, promised are {100 * LIMIT:.0f} %")
        print(wrong[-1])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
