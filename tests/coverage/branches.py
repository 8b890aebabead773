"""Which branches of core the tests have taken, as gcov knows them: what `./dev coverage` counts.

A branch is a way out of a condition that the source has: exceptions' ways out of calls are none, nor is what only they reach (destructors of
temporaries, and whether a catch is for another type), nor what the compiler writes itself: `= default`, and the end of a scope. gcov tells the first in its JSON and the second in its text only, so both are read and laid side by side."""
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import subprocess

BLOCK = re.compile(r" *([^ :]+): +(\d+)-block +\d+$")
LINE = re.compile(r" *[^ :]+: *(\d+):")
BRANCH = re.compile(r"branch +\d+ (never executed|taken (\d+))")

OF_COMPILER = re.compile(r"= default;|^\s*}[;)]*\s*(//.*)?$|^\s*} catch \(")


def gcov(root, notes, *options):
    done = subprocess.run(["gcov", "--stdout", "--branch-probabilities", "--branch-counts", "--relative-only", "--source-prefix", str(root),
                           *options, str(notes)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"coverage: {done.stderr.strip()}")
    return done.stdout


def throws_of(text, root):
    """(file, line) -> whether each branch there is an exception's, in gcov's order."""
    throws = collections.defaultdict(list)
    for file in json.loads(text)["files"]:
        path = file["file"].removeprefix(f"{root}/")
        for line in file["lines"]:
            throws[path, line["line_number"]] += [branch["throw"] for branch in line["branches"]]
    return throws


def blocks_of(text):
    """(file, line) -> its blocks in gcov's order: [whether an exception comes or goes there, whether each of its branches was taken, which of a
    template's functions it is in]."""
    blocks, file, exceptional, function = collections.defaultdict(list), None, False, 0
    for row in text.splitlines():
        if row.startswith("        -:    0:Source:"):
            file = row.removeprefix("        -:    0:Source:")
        elif row.startswith("------"):
            function += 1
        elif match := BLOCK.match(row):
            exceptional = match[1].startswith("$")
            blocks[file, int(match[2])].append([exceptional, [], function])
        elif match := LINE.match(row):
            place = file, int(match[1])
            blocks[place].append([exceptional, [], function])  # where the block before ends, if it does
        elif match := BRANCH.match(row):
            blocks[place][-1][0] |= row.endswith("(throw)")  # said of those only that have run
            blocks[place][-1][1].append(int(match[2] or 0) > 0)
    return blocks


def conditions(blocks, throws):
    """Whether the branches of one line that count were taken: in a template, by any of its functions. Where one of these has not run, the text has fewer
    branches than the JSON: then it is read alone."""
    if sum(len(taken) for _, taken, _ in blocks) != len(throws):
        throws = []
    begin, functions = 0, collections.defaultdict(list)
    for exceptional, taken, function in blocks:
        end = begin + len(taken)
        if not exceptional and not any(throws[begin:end]):
            functions[function] += taken
        begin = end
    return [any(branch) for branch in itertools.zip_longest(*functions.values())]


def of_unit(root, notes):
    """(file, line) -> whether each of its branches was taken, of the parts of core that one compiled source holds. Of a template that has not run the
    text has no branches: its line gets those that its JSON has, in a table of their own."""
    blocks = blocks_of(gcov(root, notes, "--all-blocks"))
    throws = throws_of(gcov(root, notes, "--json-format"), root)
    run, idle = {}, {}
    for place in blocks:
        if not place[0].startswith("core/"):
            continue
        if throws[place] and not any(taken for _, taken, _ in blocks[place]):
            idle[place] = [False] * (len(throws[place]) - 2 * sum(throws[place]))
        else:
            run[place] = conditions(blocks[place], throws[place])
    return run, idle


def of_build(root, build):
    """The same for a whole build. A line of a header counts as taken where any source has taken it."""
    all_taken, all_idle = collections.defaultdict(list), {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for run, idle in pool.map(lambda notes: of_unit(root, notes), sorted(pathlib.Path(build).rglob("*.gcno"))):
            all_idle.update(idle)
            for place, branches in run.items():
                known = all_taken[place]
                known += [False] * (len(branches) - len(known))
                for number, was_taken in enumerate(branches):
                    known[number] |= was_taken
    found = {place: branches for place, branches in {**all_idle, **all_taken}.items() if branches}
    lines = {file: pathlib.Path(root, file).read_text(encoding="utf-8").splitlines() for file, _ in found}
    return {(file, line): branches for (file, line), branches in found.items() if not OF_COMPILER.search(lines[file][line - 1])}
