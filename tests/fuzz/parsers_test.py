"""A parser that nobody fuzzes is found, one with a target is not."""
import pathlib
import sys
import tempfile

import parsers


def main():
    parsers.ELSEWHERE.clear()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path in ("core", "drivers", "nodes", "tests/fuzz/corpus/known", "tests/fuzz/corpus/orphan"):
            (root / path).mkdir(parents=True)
        (root / "core/known.hpp").write_text("Thing parse_thing(std::string_view text);\n")
        (root / "core/new.hpp").write_text("Set read_set(const std::string& path);\n")
        (root / "core/harmless.hpp").write_text("Rule read_rule(const YamlValue& value);\n")
        (root / "drivers/gps_parser.hpp").write_text("class GpsParser;\n")
        (root / "tests/fuzz/known_fuzz.cpp").write_text('#include "core/known.hpp"\n')
        found = "\n".join(parsers.faults(root))
    expected = ("core/new.hpp", "drivers/gps_parser.hpp", "corpus/orphan")
    unexpected = ("core/known.hpp", "core/harmless.hpp", "corpus/known")
    good = all(text in found for text in expected) and not any(text in found for text in unexpected)
    print(found)
    return 0 if good else 1


sys.exit(main())
