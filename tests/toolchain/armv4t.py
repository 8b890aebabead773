"""Fails if a program, library or object holds what an ARM920T (ARMv4T) does not have.

armv4t.py TOOLS FILE...      TOOLS is the prefix of readelf and objdump, such as /opt/x/bin/arm-linux-musleabi-

The files are looked at before they are stripped: without mapping symbols, data between the functions would be read as code. Whether the
core has an instruction is a matter of its 32 bits: every instruction of every file is looked at, each encoding is disassembled once.
"""
import re
import subprocess
import sys
import tempfile

from elf import branch_target, elves

ARCHITECTURES = ("v4T", "v4", "v3M", "v3")
# ARM Architecture Reference Manual (DDI 0100), instructions of ARMv4T in ARM state, as objdump names them.
WITH_FLAGS = "and eor sub rsb add adc sbc rsc orr mov bic mvn lsl lsr asr ror rrx mul mla umull umlal smull smlal"
OTHERS = """tst teq cmp cmn b bl bx ldr ldrb ldrh ldrsb ldrsh ldrt ldrbt str strb strh strt strbt push pop swp swpb svc mrs msr cdp mcr mrc
    ldc stc ldcl stcl ldm ldmia ldmib ldmda ldmdb stm stmia stmib stmda stmdb udf"""  # udf: undefined on every core, a trap
CONDITIONS = ("", "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le")
KNOWN = {base + flag + condition for base in WITH_FLAGS.split() for flag in ("", "s") for condition in CONDITIONS}
KNOWN |= {base + condition for base in OTHERS.split() for condition in CONDITIONS}
# Code that is there and never run on this core.
NEVER_RUN = re.compile(
    r"__gnu_Unwind_(Save|Restore)_(VFP|VFP_D|VFP_D_16_to_31|WMMXD|WMMXC)$"  # libgcc: for frames that saved registers of a coprocessor
    r"|__a_(barrier|cas)_v[67]$|__a_gettp_cp15$")  # musl: chosen at start where the kernel names such a core
WIDE_ATOMIC = re.compile(r"__(atomic|sync)_\w+_8$")
BRANCHES = 0x0A000000  # B and BL under any condition; where to is no matter of the core


def run(tool, *words):
    return subprocess.run([tool, *words], check=True, capture_output=True, text=True).stdout


def encodings(runs):
    """The instructions of ARM code, each once; of all branches by one condition only one."""
    words = set().union(*(run_.words() for run_ in runs if run_.kind == "$a"))
    return {word & 0xFF000000 if word & 0x0E000000 == BRANCHES and word < 0xF0000000 else word for word in words}


def foreign(tools, words):
    """Those encodings that the core does not have, and how objdump writes them."""
    found = {}
    if not words:
        return found
    with tempfile.NamedTemporaryFile() as file:
        words = sorted(words)
        file.write(b"".join(word.to_bytes(4, "little") for word in words))
        file.flush()
        listing = run(tools + "objdump", "-D", "-z", "-b", "binary", "-m", "arm", file.name)
    looked_at = 0
    for line in listing.splitlines():
        _, *code = line.split("\t", 3)
        if len(code) < 2:
            continue
        looked_at += 1
        mnemonic, operands = code[1].strip(), code[2] if len(code) > 2 else ""
        ours = "(mov " in operands if mnemonic == "nop" else mnemonic in KNOWN  # the hint that is called nop too is ARMv6K
        if not ours:
            found[int(code[0], 16)] = f"{mnemonic} {operands}"
    assert looked_at == len(words), f"objdump showed {looked_at} of {len(words)} instructions"
    return found


def wide_uses(run_, wide):
    """Place and name of each 64-bit atomic that is branched to, or whose address lies here."""
    if run_.kind == "$d":
        return [(place, wide[word]) for place, word in enumerate(run_.words()) if word in wide]
    branches = [(place, word) for place, word in enumerate(run_.words()) if word & 0x0E000000 == BRANCHES]
    targets = [(place, branch_target(word, run_.address + 4 * place)) for place, word in branches]
    return [(place, wide[target]) for place, target in targets if target in wide]


def code_faults(elf, runs, strange):
    """What is not ARMv4T, and uses of 64-bit atomics."""
    wide = {symbol.address: symbol.name for symbol in elf.symbols if WIDE_ATOMIC.match(symbol.name) and symbol.section != 0}

    def at(run_, place):
        address = run_.address + 4 * place
        return f"{address:x}", elf.label(run_.section, address)

    for run_ in runs:
        if run_.kind == "$t":
            yield f"{' '.join(at(run_, 0))}: Thumb code is not ARM code of ARMv4T"
        if run_.kind == "$a" and not strange.keys().isdisjoint(run_.words()):
            for place, word in enumerate(run_.words()):
                address, function = at(run_, place)
                if word in strange and not NEVER_RUN.match(function):
                    yield f"{address} {function}: {strange[word]} is not ARM code of ARMv4T"
        for place, name in wide_uses(run_, wide) if wide else ():
            address, function = at(run_, place)
            if function not in wide.values():
                yield f"{address} {function}: uses {name}, which is not atomic between processes"


class Suspect:
    """A file, and what it shows without a disassembler."""

    def __init__(self, tools, path):
        self.path, self.members, self.faults = path, [], []
        architectures = set(re.findall(r"Tag_CPU_arch: (\S+)", run(tools + "readelf", "-A", path)))
        if not architectures:
            self.faults.append("says no architecture; is it built for ARM?")
        for architecture in sorted(architectures.difference(ARCHITECTURES)):
            self.faults.append(f"Tag_CPU_arch is {architecture}; the board's core is v4T")
        for elf in elves(path):
            for name in sorted({symbol.name for symbol in elf.symbols if WIDE_ATOMIC.match(symbol.name) and symbol.section == 0}):
                self.faults.append(f"refers to {name}, which is not atomic between processes")
            try:
                self.members.append((elf, list(elf.runs())))
            except ValueError as error:
                self.faults.append(str(error))
        if not self.members:
            self.faults.append("holds no code")

    def encodings(self):
        return set().union(*(encodings(runs) for _, runs in self.members))


def faults(tools, files):
    """Path -> what is wrong with it."""
    suspects = [Suspect(tools, file) for file in files]
    strange = foreign(tools, set().union(*(suspect.encodings() for suspect in suspects)))
    return {suspect.path: suspect.faults + [fault for elf, runs in suspect.members for fault in code_faults(elf, runs, strange)]
            for suspect in suspects}


def main(tools, files):
    found = faults(tools, files)
    for file, wrong in found.items():
        print(f"{file}: {'ARMv4T only' if not wrong else f'{len(wrong)} faults'}")
        print("".join(f"  {fault}\n" for fault in wrong[:20]), end="")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
