"""Fails if a program, library or object holds what an ARM920T (ARMv4T) does not have.

armv4t.py TOOLS FILE...      TOOLS is the prefix of readelf and objdump, such as /opt/x/bin/arm-linux-musleabi-

The files are looked at before they are stripped: without mapping symbols, data between the functions would be read as code.
"""
import re
import subprocess
import sys

ARCHITECTURES = ("v4T", "v4", "v3M", "v3")
# ARM Architecture Reference Manual (DDI 0100), instructions of ARMv4T in ARM state, as objdump names them.
WITH_FLAGS = "and eor sub rsb add adc sbc rsc orr mov bic mvn lsl lsr asr ror rrx mul mla umull umlal smull smlal"
OTHERS = """tst teq cmp cmn b bl bx ldr ldrb ldrh ldrsb ldrsh ldrt ldrbt str strb strh strt strbt push pop swp swpb svc mrs msr cdp mcr mrc
    ldc stc ldcl stcl ldm ldmia ldmib ldmda ldmdb stm stmia stmib stmda stmdb udf"""  # udf: undefined on every core, a trap
CONDITIONS = ("", "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le")
KNOWN = {base + flag + condition for base in WITH_FLAGS.split() for flag in ("", "s") for condition in CONDITIONS}
KNOWN |= {base + condition for base in OTHERS.split() for condition in CONDITIONS} | {".word", ".short", ".byte"}
# Code that is there and never run on this core.
NEVER_RUN = re.compile(
    r"__gnu_Unwind_(Save|Restore)_(VFP|VFP_D|VFP_D_16_to_31|WMMXD|WMMXC)$"  # libgcc: for frames that saved registers of a coprocessor
    r"|__a_(barrier|cas)_v[67]$|__a_gettp_cp15$")  # musl: chosen at start where the kernel names such a core
WIDE_ATOMIC = re.compile(r"__(atomic|sync)_\w+_8$")
LABEL = re.compile(r"^[0-9a-f]+ <(.+)>:$")


def run(tool, *words):
    return subprocess.run([tool, *words], check=True, capture_output=True, text=True).stdout


def fits(encoding, mnemonic, operands):
    if mnemonic == "nop":
        return "(mov " in operands  # the hint of the same name is ARMv6K
    return mnemonic in KNOWN and len(encoding.rstrip()) != 4  # 16 bits: Thumb, which nothing of ours is built as


def wide_atomic(mnemonic, operands, wide):
    """The 64-bit atomic that is branched to, or whose address lies here."""
    if mnemonic == ".word":
        return wide.get(int(operands, 16))
    name = operands.partition("<")[2].rstrip(">")
    return name if name in wide.values() else None


def code_faults(listing, wide):
    """Instructions that are not ARMv4T, and uses of the 64-bit atomics that `wide` maps from address to name."""
    function = "?"
    for line in listing.splitlines():
        address, *code = line.split("\t", 3)
        if len(code) < 2:
            label = LABEL.match(line)
            function = label.group(1) if label else function
            continue
        encoding, mnemonic, operands = code[0], code[1], code[2] if len(code) > 2 else ""
        if not fits(encoding, mnemonic, operands) and not NEVER_RUN.match(function):
            yield f"{address.strip()} {function}: {mnemonic} {operands} is not ARM code of ARMv4T"
        called = wide_atomic(mnemonic, operands, wide) if wide else None
        if called and function not in wide.values():
            yield f"{address.strip()} {function}: uses {called}, which is not atomic between processes"


def faults(tools, file):
    attributes = run(tools + "readelf", "-A", file)
    architectures = set(re.findall(r"Tag_CPU_arch: (\S+)", attributes))
    if not architectures:
        yield "says no architecture; is it built for ARM?"
    for architecture in sorted(architectures.difference(ARCHITECTURES)):
        yield f"Tag_CPU_arch is {architecture}; the board's core is v4T"
    symbols = re.findall(r"^ *\d+: ([0-9a-f]+) .* (\S+) (\S+)$", run(tools + "readelf", "-sW", file), re.MULTILINE)  # address, section, name
    if not any(name == "$a" for _, _, name in symbols):
        yield "has no mapping symbols; look at it before it is stripped"
        return
    wide = {int(address, 16): name for address, section, name in symbols if WIDE_ATOMIC.match(name) and section != "UND"}
    for name in sorted({name for _, section, name in symbols if WIDE_ATOMIC.match(name) and section == "UND"}):
        yield f"refers to {name}, which is not atomic between processes"
    yield from code_faults(run(tools + "objdump", "-d", "--architecture=arm", file), wide)


def main(tools, files):
    bad = False
    for file in files:
        found = list(faults(tools, file))
        bad = bad or bool(found)
        print(f"{file}: {'ARMv4T only' if not found else f'{len(found)} faults'}")
        print("".join(f"  {fault}\n" for fault in found[:20]), end="")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
