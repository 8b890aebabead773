"""docs/guarantees.md and docs/faults.md as text."""
import collections
import itertools

import results

NOTE = "Written by `tests/guarantees/guarantees.py`; a test fails where it is not what its sources say. "


def cell(text):
    return text.replace("|", "\\|")


NOT_RUN = results.Verdict("no result yet", "", "")


def verdict_of(preset, name, runs):
    """What one test or command said last."""
    return runs.get(preset, {}).get(name, NOT_RUN)


def usual_states(runs):
    """preset -> the state of the sources of which most of its results are."""
    return {preset: collections.Counter(verdict.state for verdict in verdicts.values()).most_common(1)[0][0] for preset, verdicts in runs.items() if verdicts}


def proof_line(preset, name, runs):
    verdict = verdict_of(preset, name, runs)
    where = "" if preset in ("x86-release", "commands") else f" ({preset})"
    of_another = f" ({verdict.state})" if verdict is not NOT_RUN and verdict.state != usual_states(runs)[preset] else ""
    return f"`{name}`{where}: {verdict.word}{of_another}"


def proof_cell(entry, runs):
    lines = [proof_line(preset, name, runs) for preset, name in entry.proofs()]
    lines += [proof_line("commands", command, runs) for command in entry.words["command"]]
    lines += [f"does not apply: {reason}" for reason in entry.words["cannot"]]
    lines += [f"**open**: {reason}" for reason in entry.words["open"]]
    return "<br>".join(cell(line) for line in lines)


def figures(entries, runs):
    """What tests and commands printed besides their verdict, each once."""
    text, told = "", set()
    for entry in entries:
        for preset, name in [*entry.proofs(), *(("commands", command) for command in entry.words["command"])]:
            figure = verdict_of(preset, name, runs).figure
            if figure and (preset, name) not in told:
                text += f"\n`{name}`\n```\n" + figure.replace("; kept ", "\nkept ").replace("; MISSED ", "\nMISSED ") + "\n```\n"
            told.add((preset, name))
    return f"\n## Figures\n{text}" if text else ""


def states(runs):
    return "".join(f"- {'the commands' if preset == 'commands' else preset}: {state}\n" for preset, state in sorted(usual_states(runs).items()))


def guarantees(promises, runs):
    held = sum(1 for entry in promises if (any(entry.proofs()) or entry.words["command"]) and not entry.words["open"])
    open_ones = sum(1 for entry in promises if entry.words["open"])
    text = (f"# What is guaranteed, and what holds it\n\n{NOTE}"
            "The sources are `promises.txt` and\n`results.txt` there; the results are of the sources named here, unless one names others. `./dev guarantees` takes them anew.\n\n"
            f"Of {len(promises)} promises {held} are held by tests or commands, {open_ones} are open in part or whole. What can go wrong, one by one: [faults](faults.md).\n\n"
            f"Results of:\n{states(runs)}")
    for group, members in itertools.groupby(promises, key=lambda entry: entry.group):
        text += f"\n## {group}\n| | promise | held by, with its latest result |\n|---|---|---|\n"
        text += "".join(f"| {entry.id} | {cell(entry.text)} | {proof_cell(entry, runs)} |\n" for entry in members)
    return text + figures(promises, runs)


def faults(entries, runs):
    text = (f"# What can go wrong\n\n{NOTE}"
            "The source is `faults.txt`\nthere. Tests are those of `./dev test` unless another preset is named; when they said so, and what was\nmeasured, is in [guarantees](guarantees.md).\n")
    for group, members in itertools.groupby(entries, key=lambda entry: entry.group):
        text += f"\n## {group}\n| | what goes wrong | what happens then | tried by |\n|---|---|---|---|\n"
        text += "".join(f"| {entry.id} | {cell(entry.text)} | {cell(' '.join(entry.words['then']))} | {proof_cell(entry, runs)} |\n" for entry in members)
    return text


def all(fault_entries, promises, runs):
    return {"docs/faults.md": faults(fault_entries, runs), "docs/guarantees.md": guarantees(promises, runs)}
