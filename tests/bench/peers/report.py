"""Tables of the figures, and what seqboard promises."""
from peer_list import FLOOR, NOT_MEASURED, PEERS


def text(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def scaled(value, by):
    return None if value is None else value / by


def print_table(title, columns, rows):
    print(f"\n{title}")
    widths = [max(len(row[i]) for row in [columns, *rows]) for i in range(len(columns))]
    for row in [columns, *rows]:
        print("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))).rstrip())


def print_costs(figures):
    rows = []
    for peer in PEERS:
        get = lambda name: figures.get(peer.name, name)
        rows.append([peer.label, text(get("64 publish_ns")), text(get("64 take_ns")), text(get("64 pair_ns")), text(get("instructions")),
                     text(get("system_calls"), 1), text(scaled(get("polled one_way_ns"), 1000), 2),
                     text(scaled(get("waited, one processor one_way_ns"), 1000), 1), text(scaled(get("waited, two processors one_way_ns"), 1000), 1),
                     text(scaled(get("waited, one processor hop_cpu_ns"), 1000), 1)])
    print_table("64 bytes: costs of one message in one process; one way to another process",
                ["", "publish ns", "take ns", "both, CPU ns", "instr.", "syscalls", "polled us", "waited us", "2 CPUs us", "CPU us"], rows)


def print_sizes(figures):
    sizes = [(64, "64 B"), (1024, "1 KiB"), (65536, "64 KiB"), (1048576, "1 MiB")]
    rows = [[peer.label, *(text(figures.get(peer.name, f"{bytes} {what}_ns")) for what in ("publish", "take") for bytes, _ in sizes)] for peer in PEERS]
    print_table("by size, ns", ["", *(f"{what} {name}" for what in ("publish", "take") for _, name in sizes)], rows)


def print_memory(figures):
    rows = []
    for peer in PEERS:
        get = lambda name: figures.get(peer.name, name)
        rows.append([peer.label, text(get("1 readers publish_ns")), text(get("8 readers publish_ns")), text(get("start_ms"), 1),
                     text(get("reader_pss_kb")), text(get("reader_private_kb")), text(get("daemon_private_kb")), text(get("shared_kb"))])
    print_table("readers, start, memory", ["", "1 reader, publish ns", "8 readers", "first sample ms", "reader PSS kB", "private kB",
                                           "daemon kB", "its segments kB"], rows)


def print_scale(figures):
    rows = [[name, text(figures.get("seqboard", name), 1)] for name in figures.names("seqboard") if name.startswith(("read ", "read,", "board "))]
    print_table("seqboard: what a read of 64 bytes costs, ns; what a board takes", ["", ""], rows)


def spread(figures, names):
    """How much more the dearest costs than the cheapest."""
    values = [figures.get("seqboard", name) for name in names]
    return None if None in values else max(values) / min(values)


def promises(figures):
    """(sentence, value or None, limit, what counts: "most" or "least")"""
    get, ratio = figures.get, figures.ratio

    def over(a, b):
        return None if a is None or not b else a / b

    def over_fastest_peer(name):
        ratios = [ratio("seqboard", peer.name, name) for peer in PEERS if not peer.name.startswith("seqboard") and peer.name != FLOOR]
        return max((value for value in ratios if value is not None), default=None)

    polled, one, two = "polled one_way_ns", "waited, one processor one_way_ns", "waited, two processors one_way_ns"
    return [
        ("iceoryx's processor time of publish and take, 64 B, over seqboard's", ratio("iceoryx", "seqboard", "64 pair_ns"), 40, "least"),
        ("polled, one way, over a hop of a cache line", ratio("seqboard", FLOOR, polled), 2, "most"),
        ("waited, one way on one processor, over a futex's", ratio("seqboard", FLOOR, one), 1.2, "most"),
        ("waited, one way to another processor, over a futex's", ratio("seqboard", FLOOR, two), 1.2, "most"),
        ("waited, one way on one processor, over the fastest peer's", over_fastest_peer(one), 1, "most"),
        ("memory of a board of 100 nodes and 1000 slots over iceoryx's segments", over(get("seqboard", "board of 100 nodes, 1000 slots, kB"),
                                                                                      get("iceoryx", "shared_kb")), 0.01, "most"),
        ("dearest read over cheapest, 1 to 8 readers", spread(figures, [f"read, {n} readers" for n in (1, 2, 4, 8)]), 1.1, "most"),
        ("dearest read over cheapest, 1 to 1000 slots", spread(figures, [f"read, 1 nodes, {n} slots" for n in (1, 10, 100, 1000)]), 1.1, "most"),
        ("dearest read over cheapest, 1 to 100 nodes", spread(figures, [f"read, {n} nodes, {n} slots" for n in (1, 10, 100)]), 1.1, "most"),
        ("read under a writer without rest, p99.9 over median", over(get("seqboard", "read under load, 4 cells, p99.9"), get("seqboard", "read under load, 4 cells, median")), 10, "most"),
    ]


def print_promises(figures):
    kept = True
    rows = []
    for sentence, value, limit, side in promises(figures):
        good = value is None or (value <= limit if side == "most" else value >= limit)
        kept = kept and good
        rows.append([sentence, text(value, 4 if limit < 0.1 else 2), f"at {side} {limit:g}", "not measured" if value is None else "kept" if good else "missed"])
    print_table("seqboard promises", ["", "ratio", "", ""], rows)
    return kept


def print_all(figures):
    """True if no promise is missed."""
    print_costs(figures)
    print_sizes(figures)
    print_memory(figures)
    print_scale(figures)
    kept = print_promises(figures)
    labels = {peer.name: peer.label for peer in PEERS}
    print("\nnot measured, and why")
    for name, faults in figures.faults.items():
        for what, fault in faults.items():
            print(f"  {labels[name]}{', ' + what.strip() if what else ''}: {fault}")
    for name, reason in NOT_MEASURED:
        print(f"  {name}: {reason}")
    return kept
