"""fences.py SOURCE SCRATCH OBJDUMP COMPILER FLAG...

Whether the compiler puts the slot's barriers where the protocol wants them (core/slot/ring.hpp, W1, W2, R1, R2): disassembles a publish and
a copy. And whether this check would see one that is missing: each is taken out of a copy of the header in turn."""
import pathlib
import re
import subprocess
import sys

# Everything that orders memory: of AArch64, of ARMv7, and the call that GCC makes where there is no instruction.
BARRIER = re.compile(r"\b(dmb\s+\w+|stlr|ldar|__sync_synchronize)\b")
LOAD = re.compile(r"\t(ldp|ldr|ldm)\w*")
STORE = re.compile(r"\t(stp|str|stm)\w*")
WORDS = 2  # of 64 bits; more, or a loop, where they have 32

# Before the words, after the words. Where the head is stored or loaded by an instruction that orders, that is the barrier.
WANTED = {
    "aarch64": {"probe_publish": (["dmb ish"], ["stlr"]), "probe_copy": (["ldar"], ["dmb ishld"])},
    "armv7": {"probe_publish": (["dmb ish"], ["dmb ish"]), "probe_copy": (["dmb ish"], ["dmb ish"])},
    "call": {"probe_publish": (["__sync_synchronize"],) * 2, "probe_copy": (["__sync_synchronize"],) * 2},
}
MUTANTS = {
    "W1": ("detail::release_fence();  // W1", ""),
    "W2": ("store(index, std::memory_order_release)", "store(index, std::memory_order_relaxed)"),
    "R1": ("load(std::memory_order_acquire); }  // R1", "load(std::memory_order_relaxed); }"),
    "R2": ("detail::acquire_fence(); ", ""),
}


def functions(objdump, object_file):
    text = subprocess.run([objdump, "-d", "--no-show-raw-insn", object_file], check=True, capture_output=True, text=True).stdout
    return {name: body.split("\n") for name, body in re.findall(r"<(probe_\w+)>:\n((?:.+\n?)*)", text)}


def faults(lines, wanted):
    """What is wrong with one function, if anything."""
    barriers = [(at, " ".join(found.group(1).split())) for at, line in enumerate(lines) if (found := BARRIER.search(line))]
    expected = wanted[0] + wanted[1]
    if [name for _, name in barriers] != expected:
        return [f"has {[name for _, name in barriers]}, expected {expected}"]
    between = lines[barriers[0][0] + 1:barriers[1][0]]
    missing = [what for what, kind in (("loads", LOAD), ("stores", STORE)) if sum(bool(kind.search(line)) for line in between) < WORDS]
    return [f"has no {what} of the words between its barriers" for what in missing]


def check(objdump, object_file):
    code = functions(objdump, object_file)
    kinds = "call" if any("__sync_synchronize" in line for line in code["probe_copy"]) else None
    header = subprocess.run([objdump, "-f", object_file], check=True, capture_output=True, text=True).stdout
    kinds = kinds or ("aarch64" if "aarch64" in header else "armv7")
    return [f"{name} {fault}" for name, wanted in WANTED[kinds].items() for fault in faults(code[name], wanted)]


def build(command, source, scratch, header=None):
    """The probe's object, with this text in place of ring.hpp."""
    scratch.mkdir(parents=True, exist_ok=True)
    include = [f"-I{source}"]
    if header is not None:
        (scratch / "core/slot").mkdir(parents=True, exist_ok=True)
        (scratch / "core/slot/ring.hpp").write_text(header)
        include.insert(0, f"-I{scratch}")
    object_file = scratch / "fence_probe.o"
    subprocess.run([*command, "-std=c++20", "-O2", *include, "-c", source / "tests/toolchain/fence_probe.cpp", "-o", object_file], check=True)
    return object_file


def main():
    source, scratch = map(pathlib.Path, sys.argv[1:3])
    objdump, command = sys.argv[3], sys.argv[4:]
    found = check(objdump, build(command, source, scratch / "as_it_is"))
    for fault in found:
        print(fault)
    header = (source / "core/slot/ring.hpp").read_text()
    for name, (text, replacement) in MUTANTS.items():
        if text not in header:
            found.append(name)
            print(f"ring.hpp has no '{text}': mend MUTANTS")
            continue
        caught = check(objdump, build(command, source, scratch / name, header.replace(text, replacement)))
        print(f"without {name}: " + (caught[0] if caught else "NOT SEEN"))
        found += [] if caught else [name]
    return 1 if found else 0


sys.exit(main())
