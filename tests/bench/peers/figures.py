"""Figures by peer and name, every repetition of them."""
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
        """The lower quartile of the repetitions, for what else the machine does only adds; or None."""
        values = sorted(self.values.get((peer, name), []))
        return values[(len(values) - 1) // 4] if values else None

    def ratio(self, peer, other, name):
        """The median of what one costs over what another does in the same turn: what slows the machine for a second slows both. Or None."""
        pairs = list(zip(self.values.get((peer, name), []), self.values.get((other, name), [])))
        return statistics.median(value / reference for value, reference in pairs) if pairs else None

    def names(self, peer):
        return [name for owner, name in self.values if owner == peer]

    def write(self, path):
        with open(path, "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["peer", "figure", "lower quartile", "median", "least", "most", "repetitions"])
            for (peer, name), values in self.values.items():
                summary = (self.get(peer, name), statistics.median(values), min(values), max(values))
                table.writerow([peer, name, *(f"{value:.2f}" for value in summary), len(values)])

    @staticmethod
    def read(path):
        """Those of an earlier run, without their repetitions."""
        figures = Figures()
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                figures.add(row["peer"], row["figure"], float(row["lower quartile"]))
        return figures
