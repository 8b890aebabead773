"""The code of 32-bit little-endian ELF files: programs, objects, and archives of objects."""
import array
import bisect
import dataclasses
import struct

EXECUTABLE = 4  # SHF_EXECINSTR (System V ABI, chapter 4)
SYMBOL_TABLE = 2  # SHT_SYMTAB
FUNCTION = 2  # STT_FUNC


@dataclasses.dataclass
class Symbol:
    __slots__ = ("name", "address", "size", "kind", "section")
    name: str
    address: int  # in an object: from its section's begin
    size: int
    kind: int
    section: int  # 0: undefined


@dataclasses.dataclass
class Run:
    """What lies between two mapping symbols (ELF for the Arm Architecture, section 5.5.5): $a ARM code, $t Thumb code, $d data."""
    __slots__ = ("kind", "section", "address", "data")
    kind: str
    section: int
    address: int
    data: bytes

    def words(self):
        """Whole words; array's "I" has 32 bits wherever Python runs on Linux."""
        return array.array("I", self.data[:len(self.data) & ~3])


class Elf:
    def __init__(self, data):
        offset, = struct.unpack_from("<I", data, 32)
        entry_size, count, names = struct.unpack_from("<HHH", data, 46)
        headers = [struct.unpack_from("<10I", data, offset + i * entry_size) for i in range(count)]
        self.data = data
        self.sections = [header[:6] for header in headers]  # name, type, flags, address, offset, size
        self.symbols = []
        for header in headers:
            if header[1] == SYMBOL_TABLE:
                strings = headers[header[6]]
                self.symbols += self._symbols(header[4], header[5], data[strings[4]:strings[4] + strings[5]])
        self._labels = {}
        for symbol in self.symbols:
            if not symbol.name.startswith("$") and symbol.section != 0 and symbol.kind <= FUNCTION:
                self._labels.setdefault(symbol.section, []).append((symbol.address, symbol.name))
        for labels in self._labels.values():
            labels.sort()

    def _symbols(self, offset, size, strings):
        for name, address, length, info, _, section in struct.iter_unpack("<IIIBBH", self.data[offset:offset + size]):
            yield Symbol(strings[name:strings.index(b"\0", name)].decode(), address, length, info & 15, section)

    def runs(self):
        """All executable sections in runs. Raises ValueError for one whose mapping symbols are missing."""
        marks = {}
        for symbol in self.symbols:
            if symbol.name[:2] in ("$a", "$t", "$d"):
                marks.setdefault(symbol.section, []).append((symbol.address, symbol.name[:2]))
        for number, (_, kind, flags, address, offset, size) in enumerate(self.sections):
            if not flags & EXECUTABLE or size == 0 or kind == 8:
                continue
            begins = sorted(marks.get(number, []))
            if not begins or begins[0][0] != address:
                raise ValueError("has no mapping symbols; look at it before it is stripped")
            for (begin, mark), (end, _) in zip(begins, begins[1:] + [(address + size, "")]):
                yield Run(mark, number, begin, self.data[offset + begin - address:offset + end - address])

    def label(self, section, address):
        """The name of what the address belongs to, as a disassembler would print it."""
        labels = self._labels.get(section, [])
        place = bisect.bisect_right(labels, (address, "\xff" * 8))
        return labels[place - 1][1] if place else "?"


def elves(path):
    """The ELF files in a file: itself, or an archive's members."""
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(b"\x7fELF"):
        yield Elf(data)
        return
    if not data.startswith(b"!<arch>\n"):
        raise ValueError("is neither an ELF file nor an archive")
    place = 8
    while place + 60 <= len(data):
        size = int(data[place + 48:place + 58])
        member = data[place + 60:place + 60 + size]
        if member.startswith(b"\x7fELF"):
            yield Elf(member)
        place += 60 + size + size % 2


def branch_target(word, address):
    """Where the B or BL at this address goes to, or None (ARM DDI 0100, A4.1.5); the BLX of ARMv5 is none."""
    if word & 0x0E000000 != 0x0A000000 or word >= 0xF0000000:
        return None
    offset = (word & 0xFFFFFF) << 2
    return (address + 8 + (offset - 0x4000000 if offset & 0x2000000 else offset)) & 0xFFFFFFFF
