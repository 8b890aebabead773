"""What the report makes of figures: kept, missed, not measured. Needs none of the peers."""
import contextlib
import io
import tempfile
import unittest

import chart
import report
from figures import Figures
from peer_list import FLOOR

WAITED = "waited, one processor one_way_ns"


def measured(changes=()):
    """Figures that keep every promise, but for `changes`: (peer, name) -> values."""
    values = {("seqboard", "64 pair_ns"): [20], ("iceoryx", "64 pair_ns"): [1000], ("seqboard", "polled one_way_ns"): [150],
              (FLOOR, "polled one_way_ns"): [100], (FLOOR, WAITED): [1500], ("seqboard", WAITED): [1600], ("pipe", WAITED): [2000],
              ("seqboard", "board of 100 nodes, 1000 slots, kB"): [800], ("iceoryx", "shared_kb"): [200_000],
              ("seqboard", "read under load, 4 cells, median"): [300], ("seqboard", "read under load, 4 cells, p99.9"): [2000]}
    values |= {("seqboard", f"read, {n} readers"): [5] for n in (1, 2, 4, 8)}
    values |= {("seqboard", f"read, 1 nodes, {n} slots"): [5] for n in (1, 10, 100, 1000)}
    values |= {("seqboard", f"read, {n} nodes, {n} slots"): [5] for n in (10, 100)}
    values |= dict(changes)
    figures = Figures()
    for (peer, name), repetitions in values.items():
        for value in repetitions:
            figures.add(peer, name, value)
    return figures


def printed(figures):
    """Whether the promises are kept, and the text."""
    with contextlib.redirect_stdout(io.StringIO()) as text:
        kept = report.print_all(figures)
    return kept, text.getvalue()


class Report(unittest.TestCase):
    def test_a_promise_missed_is_said_and_counts(self):
        kept, text = printed(measured())
        self.assertTrue(kept)
        self.assertNotIn("missed", text)
        for key, value in {("iceoryx", "64 pair_ns"): 799, ("seqboard", "polled one_way_ns"): 201, ("seqboard", WAITED): 1801, ("pipe", WAITED): 1599,
                           ("iceoryx", "shared_kb"): 79_000, ("seqboard", "read, 8 readers"): 5.6, ("seqboard", "read, 1 nodes, 1000 slots"): 5.6,
                           ("seqboard", "read, 100 nodes, 100 slots"): 5.6, ("seqboard", "read under load, 4 cells, p99.9"): 3001}.items():
            with self.subTest(key):
                kept, text = printed(measured({key: [value]}))
                self.assertFalse(kept)
                self.assertIn("missed", text)

    def test_a_peer_that_is_not_there_is_said_and_misses_nothing(self):
        figures = measured({("iceoryx", "64 pair_ns"): [], ("iceoryx", "shared_kb"): []})
        figures.fail("iceoryx", "", "not built")
        kept, text = printed(figures)
        self.assertTrue(kept)
        self.assertEqual(text.count("not measured\n"), 3)  # two of iceoryx, one on two processors
        self.assertIn("iceoryx 2.0: not built", text)

    def test_what_slows_a_turn_slows_both(self):
        figures = measured({("seqboard", WAITED): [1600, 3200, 3200], (FLOOR, WAITED): [1500, 3000, 3000]})
        self.assertAlmostEqual(figures.ratio("seqboard", FLOOR, WAITED), 1600 / 1500)

    def test_the_picture_of_a_table_is_that_of_the_run(self):
        figures = measured({("pipe", WAITED): [2000, 2100, 2050, 9000, 2010]})
        with tempfile.NamedTemporaryFile() as file:
            figures.write(file.name)
            self.assertEqual(chart.picture(Figures.read(file.name)), chart.picture(figures))


if __name__ == "__main__":
    unittest.main()
