"""The check finds a test that is not there, a row that is missing or twice, and a reason that is none."""
import sys

import documents
import entries
import guarantees


def main():
    faults, promises = entries.faults(), entries.promises()
    names = {name for entry in faults + promises for _, name in entry.proofs()}
    sound = list(guarantees.faults_of_sources(faults, promises, names))
    lost = next(name for preset, name in faults[0].proofs() if preset == "x86-release")
    bare = entries.Entry("1", "nothing is known about this", "")
    wrong_command = entries.Entry("1", "text", "")
    wrong_command.words["command"].append("./dev dance")
    cases = {
        "a test that is not there": (guarantees.faults_of_sources(faults, promises, names - {lost}), lost),
        "a row that is missing": (guarantees.faults_of_sources(faults[:-1], promises, names), "fault 66 is there 0 times"),
        "a row that is there twice": (guarantees.faults_of_sources(faults + faults[:1], promises, names), "fault 1 is there 2 times"),
        "a promise that is missing": (guarantees.faults_of_sources(faults, promises[:-1], names), "promise R-6.8 is there 0 times"),
        "a point of the README without an entry": (guarantees.faults_of_sources(faults, promises[1:], names), "README.md promises"),
        "an entry without anything": (guarantees.faults_of_entry(bare, names, "", ""), "neither a test nor a reason"),
        "a command that is not there": (guarantees.faults_of_entry(wrong_command, names, "", "./dev test"), "no command './dev dance'"),
    }
    wrong = [what for what, (found, expected) in cases.items() if not any(expected in fault for fault in found)]
    text = documents.all(faults, promises, {})
    if any(f"| {entry.id} |" not in text["docs/faults.md"] for entry in faults):
        wrong.append("a fault that is not in its document")
    print("\n".join([*sound, *(f"not found: {what}" for what in wrong)]))
    return 1 if sound or wrong else 0


sys.exit(main())
