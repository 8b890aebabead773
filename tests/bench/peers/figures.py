"""Figures by peer and name: every repetition is kept, the median counts."""
import csv
import statistics


class Figures:
    def __init__(self):
        self.values = {}
        self.faults = {}

    def add(self, peer, name, value):
        self.values.setdefault((peer, name), []).append(value)

    def fail(self, peer, name, fault):
        self.faults.setdefault(peer, {})[name] = fault

    def get(self, peer, name):
        """The median, or None."""
        values = self.values.get((peer, name))
        return statistics.median(values) if values else None

    def names(self, peer):
        return [name for owner, name in self.values if owner == peer]

    def write(self, path):
        with open(path, "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["peer", "figure", "median", "least", "most", "repetitions"])
            for (peer, name), values in self.values.items():
                table.writerow([peer, name, f"{statistics.median(values):.2f}", f"{min(values):.2f}", f"{max(values):.2f}", len(values)])

    @staticmethod
    def read(path):
        """The medians of an earlier run."""
        figures = Figures()
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                figures.add(row["peer"], row["figure"], float(row["median"]))
        return figures
