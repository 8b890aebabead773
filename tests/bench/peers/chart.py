"""chart.py CSV: the figures as a picture, SVG on the standard output."""
import math
import sys

from figures import Figures
from peer_list import FLOOR, PEERS

WIDTH, ROW, LEFT, BAR, TOP = 960, 22, 220, 600, 34

PANELS = [
    ("Processor time of one publish and take, 64 bytes (ns)", "64 pair_ns", 1),
    ("One way to a process that waits, on the same processor (us)", "waited, one processor one_way_ns", 1000),
    ("One way to a process that polls, on another processor (us)", "polled one_way_ns", 1000),
    ("Private memory of a process that reads (kB)", "reader_private_kb", 1),
]


def color(peer):
    return "#b03a2e" if peer.name.startswith("seqboard") else "#999999" if peer.name == FLOOR else "#2b5c8a"


def panel(figures, title, name, unit, y):
    """Bars of the logarithm, the least first. The lines, and where they end."""
    bars = [(figures.get(peer.name, name) / unit, peer) for peer in PEERS if figures.get(peer.name, name) is not None]
    bars.sort(key=lambda bar: bar[0])
    lines = [f'<text x="{LEFT}" y="{y + 18}" class="title">{title}</text>']
    if not bars:
        return lines, y + TOP
    low, high = bars[0][0] / 3, bars[-1][0]
    for i, (value, peer) in enumerate(bars):
        top = y + TOP + i * ROW
        length = BAR * math.log(value / low) / math.log(high / low)
        lines += [f'<text x="{LEFT - 8}" y="{top + 14}" class="name">{peer.label}</text>',
                  f'<rect x="{LEFT}" y="{top + 2}" width="{length:.0f}" height="{ROW - 6}" fill="{color(peer)}"/>',
                  f'<text x="{LEFT + length + 6:.0f}" y="{top + 14}">{value:,.{2 if value < 1 else 1 if value < 100 else 0}f}</text>']
    return lines, y + TOP + len(bars) * ROW + 10


def picture(figures):
    y, body = 10, []
    for title, name, unit in PANELS:
        lines, y = panel(figures, title, name, unit, y)
        body += lines
    style = "text { fill: #1c1c1c; } .title { font-weight: bold; font-size: 15px; } .name { text-anchor: end; }"
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 26}" font-family="Helvetica, Arial, sans-serif" font-size="13">',
                      f"  <style>{style}</style>", f'  <rect width="{WIDTH}" height="{y + 26}" fill="white"/>', *("  " + line for line in body),
                      f'  <text x="{LEFT}" y="{y + 12}">Logarithmic scales; less is better.</text>', "</svg>", ""])


if __name__ == "__main__":
    print(picture(Figures.read(sys.argv[1])), end="")
