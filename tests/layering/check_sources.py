"""Fails if a source file uses what its folder may not. Usage: check_sources.py PROJECT_DIRECTORY"""
import pathlib
import re
import sys

# Folder -> the folders of ours whose headers it may include. The longest folder that fits a file decides.
MAY_INCLUDE = {
    "core": ("core",),
    "core/hil": ("core",),
    "core/record": ("core",),
    "core/launch": ("core",),
    "core/deploy": ("core",),
    "core/deploy/host": ("core",),
    "core/cli": ("core",),
    "drivers": ("core", "drivers"),
    "nodes": ("core", "drivers", "nodes"),
    "tests": ("core", "drivers", "nodes", "tests"),
}
# Folders inside core that the rest of core does not know, and who may.
# Those that link command line, launcher and drivers together.
PROGRAMS = ("nodes/seqboard.cpp", "nodes/seqboard_multicall.cpp", "nodes/gpio_enable_line.hpp")
# What only a developer's machine does: the sources of seqboard_deploy_commands.
DEVELOPERS = tuple(f"core/cli/{file}{end}" for file in ("bundle", "bundle_options", "deploy", "deploy_fleet", "deploy_options", "deploy_printer", "deploy_shell",
                                                        "deploy_target", "deploy_watch", "fleet_options") for end in (".cpp", ".hpp"))
INNER = {
    "core/launch": ("core/launch", "core/deploy", "core/hil", "core/cli", "nodes/scenario", "nodes/telemetry/parameters.cpp", *PROGRAMS, "tests"),
    "core/hil": ("core/hil", "core/cli", "nodes/scenario", "tests"),
    "core/picture": ("core/picture", "core/cli", "nodes/sim", "tests"),
    "core/record": ("core/record", "core/cli", "nodes/record", "nodes/stock_nodes.cpp", "tests"),
    "core/deploy": ("core/deploy", "core/cli", "tests"),
    "core/deploy/host": ("core/deploy/host", *DEVELOPERS, "tests"),
    "core/cli": ("core/cli", *PROGRAMS, "tests"),
    "core/testing": ("core/testing", "tests"),
}

# What is used -> (pattern, folders or files that may).
RESERVED = {
    "yaml-cpp": (r'#include\s*[<"]yaml-cpp', ("core/launch", "tests")),
    "CLI11": (r'#include\s*[<"]CLI/', ("core/cli/command_line.cpp",)),
    "nlohmann-json": (r'#include\s*[<"]nlohmann/', ("core/cli", "core/launch", "core/deploy", "nodes/telemetry/client_message.cpp", "tests")),
    "libwebsockets": (r'#include\s*<libwebsockets', ("nodes/telemetry/web_server.cpp",)),
    "libarchive": (r'#include\s*<archive', ("core/deploy/host", "tests")),
    "libsodium": (r'#include\s*<sodium', ("core/deploy", "tests")),
    "lz4": (r'#include\s*<lz4', ("core/record",)),
    "Eigen": (r'#include\s*[<"]Eigen/', ("nodes", "tests")),
    "iostream": (r"#include\s*<(iostream|fstream|sstream|ostream|istream|iomanip)>", ("core/cli", "core/hil", "core/launch", "nodes/sim", "tests")),
    "an atomic": (r"std::(atomic\b|atomic_ref|atomic_thread_fence|atomic_flag)",
                  ("core/slot/ring.hpp", "core/segment/attached_segment.cpp", "core/segment/owned_segment.cpp", "core/segment/sysv_backend.cpp",
                   "core/node/pacer.hpp", "core/record/chunk_queue.hpp", "core/record/chunk_writer.hpp", "core/launch", "core/cli", "drivers/pwm/software_pwm.hpp", "tests")),
    "a memory order": (r"memory_order", ("core/slot/ring.hpp", "core/segment", "core/node.cpp", "core/node/lockstep_driver.cpp", "core/record/chunk_queue.hpp", "core/record/chunk_writer.hpp", "core/record/chunk_writer.cpp", "core/launch", "core/cli", "tests")),
    "a place in a ring": (r"message_in_place", ("core/slot/ring.hpp", "core/input.hpp", "tests")),
    "the wall clock": (r"CLOCK_REALTIME|system_clock|gettimeofday|::time\(nullptr\)",
                       ("core/deploy", "core/cli", "core/record/surroundings.cpp", "drivers/gpio/cdev_v1_gpio.cpp", "tests")),
    "std::this_thread::sleep": (r"\bstd::this_thread::sleep", ("tests",)),
}
# Sources of somebody else's programs, kept here as text or to be refused.
TEMPLATES = ("tests/compile_fail", "tests/install", "core/cli/node_template.cpp")
INCLUDE = re.compile(r'#include\s*"((?:core|drivers|nodes|tests)/[^"]+)"')
UNROOTED = re.compile(r'#include\s*"(?!core/|drivers/|nodes/|tests/)([^"]+)"')


def inside(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def faults(path, text):
    """The rules that the file at `path` (from the project's root) breaks."""
    home = max((folder for folder in MAY_INCLUDE if inside(path, [folder])), key=len)
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        for included in INCLUDE.findall(code):
            if not inside(included, MAY_INCLUDE[home]):
                yield f"{path}:{number}: {home} must not include {included}"
            for inner, users in INNER.items():
                if inside(included, [inner]) and not inside(path, users):
                    yield f"{path}:{number}: only {' and '.join(users)} may include {inner}"
        for included in UNROOTED.findall(code):
            yield f'{path}:{number}: "{included}" is not rooted; write the path from the project\'s root'
        for what, (pattern, users) in RESERVED.items():
            if re.search(pattern, code) and not inside(path, users):
                yield f"{path}:{number}: {what} is for {', '.join(users)} only"


def main(root):
    found = []
    for folder in ("core", "drivers", "nodes", "tests"):
        for file in sorted((root / folder).rglob("*.[ch]pp")):
            path = file.relative_to(root).as_posix()
            if not inside(path, TEMPLATES):
                found += faults(path, file.read_text(encoding="utf-8"))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
