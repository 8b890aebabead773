"""A file is looked at again whenever something has changed that could make it less clean, and only then."""
import pathlib
import shutil
import tempfile
import unittest

import clean_files


class CleanFilesTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)
        self.root = self.scratch / "tree"
        self.write(".clang-tidy", "Checks: bugprone-*\n")
        self.write("core/a.cpp", '#include "core/a.hpp"\n#include <vector>\n')
        self.write("core/a.hpp", '#include "core/deep.hpp"\n')
        self.write("core/deep.hpp", "struct Deep {};\n")
        self.write("core/other.hpp", "struct Other {};\n")
        self.files().remember(self.command())

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def files(self):
        return clean_files.CleanFiles(self.scratch / "cache", self.root)

    def command(self, options=""):
        return {"file": f"{self.root}/core/a.cpp", "command": f"clang++ -I{self.root} {options} -c {self.root}/core/a.cpp"}

    def test_nothing_has_changed(self):
        self.assertTrue(self.files().knows(self.command()))

    def test_a_header_that_it_does_not_reach_has_changed(self):
        self.write("core/other.hpp", "struct Another {};\n")
        self.assertTrue(self.files().knows(self.command()))

    def test_the_tree_lies_elsewhere(self):
        shutil.move(self.root, self.scratch / "moved")
        self.root = self.scratch / "moved"
        self.assertTrue(self.files().knows(self.command()))

    def test_the_file_has_changed(self):
        self.write("core/a.cpp", '#include "core/a.hpp"\nint x;\n')
        self.assertFalse(self.files().knows(self.command()))

    def test_a_header_of_a_header_has_changed(self):
        self.write("core/deep.hpp", "struct Deeper {};\n")
        self.assertFalse(self.files().knows(self.command()))

    def test_the_same_is_asked_for_another_reason(self):
        self.write(".clang-tidy", "# Because.\nChecks: bugprone-*\n")
        self.assertTrue(self.files().knows(self.command()))

    def test_it_is_compiled_otherwise(self):
        self.assertFalse(self.files().knows(self.command("-DOTHER")))

    def test_something_else_is_asked(self):
        self.write(".clang-tidy", "Checks: performance-*\n")
        self.assertFalse(self.files().knows(self.command()))


if __name__ == "__main__":
    unittest.main()
