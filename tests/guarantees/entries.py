"""The sources of the tables: faults.txt and promises.txt.

An entry is a line "ID. TEXT" and indented lines below it:
    then: what happens (faults only)
    readme: the words that a point of README.md, "What holds", begins with
    test: a name as `ctest -N` lists it
    PRESET: the name of a test of another preset
    command: one of ./dev, which prints figures
    cannot: why it does not apply, or open: what is not held yet
A line "== TITLE" begins a group."""
import dataclasses
import pathlib
import re

OTHER_PRESETS = ("s3c2440", "armv7", "x86-tsan", "x86-asan")
KEYS = ("then", "readme", "test", "command", "cannot", "open", *OTHER_PRESETS)
FOLDER = pathlib.Path(__file__).parent


@dataclasses.dataclass
class Entry:
    id: str
    text: str
    group: str
    words: dict = dataclasses.field(default_factory=lambda: {key: [] for key in KEYS})

    def proofs(self):
        """(preset, name) of every test."""
        yield from (("x86-release", name) for name in self.words["test"])
        for preset in OTHER_PRESETS:
            yield from ((preset, name) for name in self.words[preset])


def read(path):
    entries, group = [], ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            group = line[3:]
        elif match := re.fullmatch(r"([A-Z\d.-]*\d)\. (.+)", line):
            entries.append(Entry(match[1], match[2], group))
        elif (match := re.fullmatch(r"    (\S+): (.+)", line)) and match[1] in KEYS and entries:
            entries[-1].words[match[1]].append(match[2])
        else:
            raise SystemExit(f"{path.name}:{number}: expected 'ID. TEXT', '    KEY: TEXT' with a key of {', '.join(KEYS)}, or '== TITLE': {line}")
    return entries


def faults():
    return read(FOLDER / "faults.txt")


def promises():
    return read(FOLDER / "promises.txt")
