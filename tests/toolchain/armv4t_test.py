"""armv4t_test.py CXX TOOLS FOLDER: the check of the programs finds each fault, and passes what is right."""
import pathlib
import subprocess
import sys

from armv4t import faults

CXX, TOOLS, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
FOR_ARMV4T = ["-mcpu=arm920t", "-O2"]
FOR_ARMV5TE = ["-mcpu=arm926ej-s", "-O2"]
WIDE = "#include <atomic>\nstd::atomic<unsigned long long> wide;\nunsigned long long get() { return wide.load(); }\n"
LEADING_ZEROS = "int zeros(unsigned x) { return __builtin_clz(x); }\n"
HELLO = "#include <cstdio>\nint main() { std::puts(\"hello\"); }\n"


def compiled(name, source, options):
    file = FOLDER / name
    subprocess.run([CXX, "-x", "c++", "-", "-o", file, *options], input=source, check=True, text=True)
    return str(file)


def assembled(name, code):
    return compiled(name, f'asm(".arm\\n.text\\nfunction:\\n{code}\\n.word 0xe16f0f11\\n");', [*FOR_ARMV4T, "-c"])


def expect(file, sentence):
    found = faults(TOOLS, [file])[file]
    assert any(sentence in fault for fault in found), f"{file}: expected '{sentence}', found {found}"


FOLDER.mkdir(parents=True, exist_ok=True)
armv5 = compiled("armv5.o", LEADING_ZEROS, [*FOR_ARMV5TE, "-c"])
expect(armv5, "Tag_CPU_arch is v5TEJ")
expect(armv5, "clz r0, r0 is not ARM code of ARMv4T")
# Said to be v4T: each is the first instruction of ARMv5T, v5TE, v6 or Thumb that comes to mind, written as a number.
for number, name in ((0xE16F0F11, "clz"), (0xE12FFF33, "blx"), (0xE1C200D0, "ldrd"), (0xF5D1F000, "pld"), (0xE1600281, "smulbb"),
                     (0xE1910F9F, "ldrex"), (0xFA000000, "blx"), (0xE1200070, "bkpt"), (0xEE000A10, "vmov"), (0xE320F000, "nop")):
    expect(assembled("hidden.o", f".inst {number:#x}"), f" function: {name} ")
expect(assembled("thumb.o", "mov r0, r0\\n.thumb\\nmov r0, r1"), "is not ARM code of ARMv4T")
expect(compiled("wide.o", WIDE, [*FOR_ARMV4T, "-c"]), "refers to __atomic_load_8")
expect(compiled("wide", WIDE + "int main() { return get() != 0; }\n", [*FOR_ARMV4T, "-static", "-latomic"]), "uses __atomic_load_8")
expect(compiled("stripped", HELLO, [*FOR_ARMV4T, "-static", "-s"]), "before it is stripped")
right = [assembled("data.o", "mov r0, r0"), compiled("hello", HELLO, [*FOR_ARMV4T, "-static"])]
archive = str(FOLDER / "both.a")
pathlib.Path(archive).unlink(missing_ok=True)
subprocess.run([TOOLS + "ar", "rcs", archive, right[0], armv5], check=True)
expect(archive, "clz r0, r0 is not ARM code of ARMv4T")
# Looked at together with files that hold faults, each file has its own ones and no others.
found = faults(TOOLS, [*right, armv5])
assert found[armv5] and not any(found[file] for file in right), found
