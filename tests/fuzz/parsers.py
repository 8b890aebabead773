"""Fails if something that takes bytes or text from outside has no fuzz target. Usage: parsers.py PROJECT_DIRECTORY

Found are functions called parse_..., those called read_... of a file, a document or a text, and headers of parsers and decoders. Each has a
target that includes its header, or a reason here why another target or test does for it."""
import pathlib
import re
import sys

DECLARES = re.compile(r"^\s*(?:static |inline )?[\w:<>]+ (?:(parse(?:_\w+)?)\(|(read_\w+)\((?:const std::string& (?:path|folder)|std::string_view|const NodeSetRequest))", re.MULTILINE)
IS_PARSER = re.compile(r"(parser|decoder)\.hpp$")

# Header -> why no target includes it.
ELSEWHERE = {
    "core/deploy/json.hpp": "journal, manifest and wire read through it",
    "core/expression/literal.hpp": "expression reads through it",
    "core/hil/verdict.hpp": "a file that our own referee writes and renames into place; tests/core/hil/run_reports_test.cpp",
    "core/launch/yaml/yaml_include.hpp": "node_set reads through it",
    "core/segment/segment_layout.hpp": "segment and live_segment read through it",
    "core/link/frame_decoder.hpp": "hil_link reads through it",
    "drivers/gy25_decoder.hpp": "takes whole frames from gy25_parser, eight checked bytes; tests/drivers/heading_module_test.cpp",
    "drivers/heading_decoder.hpp": "an interface",
    "drivers/jy61_decoder.hpp": "takes whole packets from jy61_parser; tests/drivers/heading_module_test.cpp",
    "drivers/quadrature_decoder.hpp": "takes levels of two lines, no bytes",
}


def parsers(root):
    """Headers that declare a parser, with what they declare."""
    for folder in ("core", "drivers", "nodes"):
        for file in sorted((root / folder).rglob("*.hpp")):
            path = file.relative_to(root).as_posix()
            names = [a or b for a, b in DECLARES.findall(file.read_text(encoding="utf-8"))]
            if names or IS_PARSER.search(path):
                yield path, names


def faults(root):
    included = set()
    for target in (root / "tests/fuzz").glob("*_fuzz.cpp"):
        included |= set(re.findall(r'#include "([^"]+)"', target.read_text(encoding="utf-8")))
    found = dict(parsers(root))
    for path, names in found.items():
        if path not in included and path not in ELSEWHERE:
            yield f"{path} ({', '.join(names) or 'by its name'}): no target in tests/fuzz includes it"
    for path in ELSEWHERE:
        if path not in found:
            yield f"{path}: declares no parser any more; take it out of tests/fuzz/parsers.py"
        elif path in included:
            yield f"{path}: has a target now; take it out of tests/fuzz/parsers.py"
    for folder in (root / "tests/fuzz/corpus").iterdir():
        if not (root / "tests/fuzz" / f"{folder.name}_fuzz.cpp").exists():
            yield f"tests/fuzz/corpus/{folder.name}: a corpus without its target"


def main(root):
    found = list(faults(root))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
