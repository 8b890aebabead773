"""Fails if a node's loop computes with double, which an ARM920T does in software at several times the price of float.

soft_double.py CXXFILT PROGRAM...      CXXFILT: the c++filt of any binutils

A loop begins in a node's step() and safe_output(), in the runtime around them, and, as calls through pointers are not followed, in every
virtual function of ours. From there all direct branches are followed. For every function that calls for a double one way to it is
printed. What a branch does not show: a function that is handed over as a pointer, and std::function.
"""
import bisect
import collections
import re
import struct
import subprocess
import sys

from elf import branch_target, elves

# Run-time ABI for the Arm Architecture, section 5.1.2: what takes or gives a double; libgcc's own names of it; the C library's functions.
DOUBLE = re.compile(r"__aeabi_(d\w+|cd(cmp|rcmp)\w+|[fi]2d|u?[il]2d|ul2d)$|__(add|sub|mul|div|neg)df3$|__(eq|ne|lt|le|gt|ge|cmp|unord)df2$"
                    r"|__float(un)?[sd]idf$|__fix(uns)?df[sd]i$|__extendsfdf2$|__truncdfsf2$|__powidf2$"
                    r"|(a?(sin|cos|tan)h?|atan2|sqrt|cbrt|exp[2m]?1?|log(2|10|1p)?|pow|fmod|hypot|floor|ceil|round|trunc|rint|l?l?r(ound|int)|strtod)$")
LOOPS = re.compile(r"seqboard::detail::Instance<(?!seqboard::sim::).*>::(step|safe_output)\(|seqboard::NodeSession::(step|pass)\(")
VIRTUAL_TABLE = re.compile(r"_ZTVN8seqboard(?!3sim)")
# Where the way ends, and why that is good.
ALLOWED = {
    r"seqboard::log_line\(": "an event, never a cycle: vsnprintf() can print numbers",
    r"seqboard::ParamsSlot::apply\(": "reads a parameter that somebody has set just now",
    r"seqboard::record::TriggerWatch::(look|compile_condition)\(": "reads its condition once, when all that it names is there",
    r"seqboard::link::difference\b": "tells a plant that does not fit why, before any step",
    r"seqboard::link::PlantLinkNode::": "runs beside the simulator, not on the board",
    r"seqboard::telemetry::(Server|WebServer)::": "answers people in JSON, in a process below all others; what it reads slots with is not here",
    r"seqboard::LockstepDriver::": "the simulated clock, which is the simulator's",
    r"seqboard::EvdevDevice::open\(": "looks for a gamepad that is not plugged in, now and then",
    r"seqboard::\w*Backend::nodes\(|seqboard::\w*Backend::nodes\[": "lists a board, for tools",
    r"seqboard::detail::abort_for\(|__cxa_throw$|std::terminate\(|abort$|__assert_fail$": "ends the node",
}


class Program:
    """Functions by address, and which ones each branches to."""

    def __init__(self, path, cxxfilt):
        self.elf, = elves(path)
        self.aliases = collections.defaultdict(list)
        for symbol in self.elf.symbols:
            if symbol.section != 0 and symbol.kind in (0, 2) and not symbol.name.startswith("$"):
                self.aliases[symbol.address & ~1].append(symbol.name)
        self.begins = sorted(self.aliases)
        mangled = "\n".join(self.aliases[begin][0] for begin in self.begins)
        shown = subprocess.run([cxxfilt], input=mangled, check=True, capture_output=True, text=True).stdout.splitlines()
        self.names = dict(zip(self.begins, shown, strict=True))
        self.callees = collections.defaultdict(set)
        for run in self.elf.runs():
            for place, word in enumerate(run.words() if run.kind == "$a" else ()):
                target = branch_target(word, run.address + 4 * place)
                if target is not None:
                    self.callees[self.function(run.address + 4 * place)].add(self.function(target))

    def function(self, address):
        """Where the function that holds this address begins."""
        return self.begins[max(0, bisect.bisect_right(self.begins, address) - 1)]

    def is_double(self, function):
        return any(DOUBLE.match(name) for name in self.aliases[function])

    def virtual_functions(self):
        for symbol in self.elf.symbols:
            if symbol.section != 0 and VIRTUAL_TABLE.match(symbol.name):
                _, _, _, begin, offset, _ = self.elf.sections[symbol.section]
                table = self.elf.data[offset + symbol.address - begin:][:symbol.size & ~3]
                yield from (word for word, in struct.iter_unpack("<I", table) if word in self.names)

    def loops(self):
        found = {begin for begin in self.begins if LOOPS.match(self.names[begin])}
        assert found, "no node's step() is in this program"
        own = {begin for begin in self.virtual_functions() if "sim::" not in self.names[begin]}
        return sorted(found) + sorted(own - found)


def is_allowed(name):
    return any(re.match(pattern, name) for pattern in ALLOWED)


def ways_to_double(program):
    """One way, as names, for each function that calls for a double, and the double it calls for."""
    came_from = dict.fromkeys(program.loops())
    queue = collections.deque(came_from)
    while queue:
        function = queue.popleft()
        if is_allowed(program.names[function]):
            continue
        doubles = sorted(program.names[callee] for callee in program.callees[function] if program.is_double(callee))
        if doubles:
            way = [doubles[0]]
            while function is not None:
                way.append(program.names[function])
                function = came_from[function]
            yield way[::-1]
            continue  # what lies below is the same finding
        for callee in sorted(program.callees[function]):
            if callee not in came_from:
                came_from[callee] = function
                queue.append(callee)


def main(cxxfilt, paths):
    bad = False
    for path in paths:
        program = Program(path, cxxfilt)
        ways = list(ways_to_double(program))
        bad = bad or bool(ways)
        print(f"{path}: {'no double in any loop' if not ways else f'{len(ways)} functions that compute with double in a loop'}")
        for way in ways:
            print("  " + "\n    -> ".join(name[:160] for name in way))
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
