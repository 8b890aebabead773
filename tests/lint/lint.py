#!/usr/bin/env python3
"""lint.py BUILD CACHE [--seconds N] [FILE...]: what clang-tidy and cppcheck say of core, drivers and nodes; 1 if they say anything.

BUILD was configured with clang and holds compile_commands.json. A file that is clean is looked at again when it, a header of ours that it includes, its
command, .clang-tidy or a package has changed; CACHE remembers. After N seconds no further file is begun: those left are counted, and the next call goes on.
"""
import argparse
import concurrent.futures
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import time

import clean_files

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("core", "drivers", "nodes")
# It cannot read our message macro.
CPPCHECK = ["cppcheck", "--enable=warning,performance,portability", "--inline-suppr", "-I", ".", "--std=c++20", "--language=c++", "--quiet",
            "--template={file}:{line}: {message} [{id}]", "-DSEQBOARD_MESSAGE(...)=", "--suppress=missingIncludeSystem",
            "--suppressions-list=tests/lint/cppcheck_misreads.txt", "--error-exitcode=1"]


def cppcheck(cache, jobs):
    """What it says, a list of lines. It remembers what it said of a file by the hash of what the file includes, too, and does not expect company."""
    known = cache / "cppcheck"
    known.mkdir(parents=True, exist_ok=True)
    with open(cache / "cppcheck.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call = subprocess.run([*CPPCHECK, "-j", str(jobs), f"--cppcheck-build-dir={known}", *FOLDERS], cwd=ROOT, capture_output=True, text=True)
    return sorted(set(call.stderr.splitlines()))


def clang_tidy(build, file):
    """What it says of one file, warnings with their lines of code."""
    call = subprocess.run(["clang-tidy", "-p", build, "--quiet", file], cwd=ROOT, capture_output=True, text=True)
    return call.stdout.strip() or ("" if call.returncode == 0 else f"{file}: clang-tidy failed: {call.stderr.strip()}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("cache", type=pathlib.Path)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("files", nargs="*")
    asked = options.parse_args()
    began = time.monotonic()
    jobs = len(os.sched_getaffinity(0))

    commands = [c for c in json.loads((pathlib.Path(asked.build) / "compile_commands.json").read_text()) if wanted(c["file"], asked.files)]
    if not commands:
        sys.exit(f"lint: no file of {', '.join(FOLDERS)} is named {' or '.join(asked.files)}; expected paths from the project's root, such as core/names.cpp")
    said = [] if asked.files else cppcheck(asked.cache, jobs)
    print("".join(f"{line}\n" for line in said), end="", flush=True)
    clean = clean_files.CleanFiles(asked.cache, ROOT)
    due = [c for c in commands if not clean.knows(c)]

    def look(command):
        if time.monotonic() - began > asked.seconds:
            return None
        found = clang_tidy(asked.build, command["file"])
        if not found:
            clean.remember(command)
        return found

    left = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as workers:
        for done, found in enumerate(workers.map(look, due), 1):
            left += found is None
            if found and found not in said:
                said.append(found)
                print(found, flush=True)
            if sys.stderr.isatty():
                print(f"\r{done} of {len(due)} ", end="", file=sys.stderr)
    print(f"lint: {len(commands)} files, {len(commands) - len(due)} unchanged since they were clean, {len(due) - left} looked at: {'clean' if not said else 'see above'}")
    if left:
        print(f"lint: skipped: {left} files for which {asked.seconds:.0f} s did not suffice; the next call goes on with them")
    return 1 if said else 0


def wanted(file, asked):
    path = str(pathlib.Path(file).relative_to(ROOT))
    return path.split("/")[0] in FOLDERS and (not asked or path in asked)


if __name__ == "__main__":
    sys.exit(main())
