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


def branches_of(text, root):
    """(file, line) -> the branches there by function, in gcov's order: [its mangled name, [(whether it is an exception's, whether it goes straight on,
    whether it was taken)]]."""
    found = collections.defaultdict(list)
    for file in json.loads(text)["files"]:
        path = file["file"].removeprefix(f"{root}/")
        for line in file["lines"]:
            found[path, line["line_number"]].append([line.get("function_name", ""), [
                (branch["throw"], branch["fallthrough"], branch["count"] > 0) for branch in line["branches"]]])
    return found


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


def without_exceptions(branches):
    """Whether those that count were taken: none that is an exception's, nor the way on that it is the other way out of."""
    counted = [True] * len(branches)
    for number, (throw, _, _) in enumerate(branches):
        if not throw:
            continue
        other = number - 1 if number > 0 and counted[number - 1] and branches[number - 1][1] else number + 1
        for one in (number, other):
            if one < len(branches):
                counted[one] = False
    return [taken for (_, _, taken), counts in zip(branches, counted) if counts]


def conditions_by_function(functions):
    """The same from the JSON alone: instances of a template are laid side by side, and those of a lambda in it."""
    instances = {False: [], True: []}
    for name, branches in functions:
        instances[name.startswith("_ZZ")].append(without_exceptions(branches))  # local to a function
    return [any(branch) for family in instances.values() for branch in itertools.zip_longest(*family)]


def of_unit(root, notes):
    """(file, line) -> whether each of its branches was taken, of the parts of core that one compiled source holds. Of a template that has not run the
    text has no branches: its line gets those that its JSON has, in a table of their own. gcov 12 leaves out more: what it knows of each instance of a
    template it prints behind the template's last line; behind the last line of a file that runs it prints nothing more, and so never what it knows of
    the last template of a header. There the JSON has what was taken."""
    blocks = blocks_of(gcov(root, notes, "--all-blocks"))
    functions = branches_of(gcov(root, notes, "--json-format"), root)
    run, idle = {}, {}
    for place in blocks:
        if not place[0].startswith("core/"):
            continue
        in_order = [branch for _, branches in functions[place] for branch in branches]
        if any(taken for _, taken, _ in blocks[place]) or not in_order:
            run[place] = conditions(blocks[place], [throw for throw, _, _ in in_order])
        elif any(taken for _, _, taken in in_order):
            run[place] = conditions_by_function(functions[place])
        else:
            throws = sum(throw for throw, _, _ in in_order)
            idle[place] = [False] * (len(in_order) - 2 * throws)
    return run, idle


def always_inlined(lines):
    """The numbers of the lines of functions that are always inlined."""
    found, end = set(), None
    for number, line in enumerate(lines, 1):
        if "[[gnu::always_inline]]" in line:
            end = line[:line.index("[[")] + "}"
        if end is not None:
            found.add(number)
            end = None if line.startswith(end) else end
    return found


def of_build(root, build):
    """The same for a whole build. A line of a header counts as taken where any source has taken it. What is always inlined gcov knows as often in one
    source as that has calls, all in one row: the source with the fewest tells how many branches there really are."""
    of_place, all_idle = collections.defaultdict(list), {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for run, idle in pool.map(lambda notes: of_unit(root, notes), sorted(pathlib.Path(build).rglob("*.gcno"))):
            all_idle.update(idle)
            for place, branches in run.items():
                if branches:
                    of_place[place].append(branches)
    lines = {file: pathlib.Path(root, file).read_text(encoding="utf-8").splitlines() for file, _ in {**all_idle, **of_place}}
    inlined = {(file, line) for file, text in lines.items() for line in always_inlined(text)}
    found = {place: branches for place, branches in all_idle.items() if branches}
    for place, rows in of_place.items():
        count = min(map(len, rows))
        if place in inlined and not any(len(row) % count for row in rows):
            rows = [row[begin:begin + count] for row in rows for begin in range(0, len(row), count)]
        found[place] = [any(branch) for branch in itertools.zip_longest(*rows)]
    return {(file, line): branches for (file, line), branches in found.items() if not OF_COMPILER.search(lines[file][line - 1])}
