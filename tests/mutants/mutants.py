"""mutants.py BUILD_FOLDER SCRATCH CACHE [--again | NUMBER...]: the tests of slots and segments notice every one of these mistakes, made one at a time.

A mutant is one piece of text of one source file replaced by another. A header's mutant is compiled into the tests' own sources, that of a
.cpp file is compiled and linked in front of the library. Killed: a test fails, crashes or hangs, or it does not compile. When all were killed the cache says so as
long as nothing that they are made of changes; --again makes them anew, as do numbers."""
import concurrent.futures
import datetime
import hashlib
import json
import os
import pathlib
import re
import resource
import shlex
import subprocess
import sys

# What mutants and their tests are compiled from, and by.
MADE_OF = ["CMakePresets.json", "core/*.[ch]pp", "core/messages/*", "core/port/*", "core/schema/*", "core/segment/*", "core/slot/*", "tests/CMakeLists.txt", "tests/core/**/*",
           "tests/mutants/*", "tests/scratch/*", "toolchains/*.cmake"]
# The tests of one area take a second or two. A busy machine makes no hang: what spins is known by its processor time, only what sleeps by the clock.
SPINS_S, SLEEPS_S = 60, 120

SLOT, SEGMENT, TRACED, CALLS = "core_slot_tests", "core_segment_tests", "core_traced_tests", "core_calls_tests"
RING, CURSOR = "core/slot/ring.hpp", "core/slot/cursor.hpp"
LAYOUT, OWNED, ATTACHED = "core/segment/segment_layout.cpp", "core/segment/owned_segment.cpp", "core/segment/attached_segment.cpp"
LOCK, DIRECTORY, SAFE = "core/segment/lock_file.cpp", "core/segment/directory_backend.cpp", "core/segment/safe_file.cpp"
SYSV, SYSV_NAME = "core/segment/sysv_backend.cpp", "core/segment/sysv_name.cpp"

# What orders memory cannot be killed on x86, which orders by itself: tests/toolchain/fences.py and tests/model do that.
MUTANTS = [
    (SLOT, RING, "- index < mask_;", "- index < mask_ + 1;"),
    (SLOT, RING, "- index < mask_;", "- index + 1 < mask_;"),
    (SLOT, RING, "return still_there(index);", "return true;"),
    (SLOT, RING, "const std::uint32_t index = head_ + 1;\n        std::byte* const to", "const std::uint32_t index = head_;\n        std::byte* const to"),
    (SLOT, RING, "header.sequence = index;", ""),
    (SLOT, RING, "(index & mask_) * stride_; }\n\n    std::byte* ring_", "(index % (mask_ + 2)) * stride_; }\n\n    std::byte* ring_"),
    (SLOT, RING, "for (; at + kWord <= bytes; at += kWord) MoveWord", "for (; at + kWord < bytes; at += kWord) MoveWord"),
    (SLOT, RING, "for (; at + 8 * kWord <= bytes; at += 8 * kWord)", "for (; at + 9 * kWord <= bytes; at += 9 * kWord)"),
    (SLOT, RING, "if (at < bytes) MoveHalf(to + at, from + at);", ";"),
    (SLOT, RING, "MoveWord(to + at + 7 * kWord, from + at + 7 * kWord);", ""),
    (SLOT, RING, "head_ = control().load(std::memory_order_relaxed);", "head_ = 0;"),
    (SLOT, RING, "is_written(header) ? Copied::kWhole : Copied::kNeverWritten", "Copied::kWhole"),
    (SLOT, RING, "attempt < kReadTries", "true"),
    (SLOT, RING, "return cell(head_ + 1) + sizeof(SampleHeader);", "return cell(head_) + sizeof(SampleHeader);"),
    (SLOT, RING, "+ kCacheLineBytes - 1) / kCacheLineBytes * kCacheLineBytes;", "+ 7) / 8 * 8;"),
    (SLOT, RING, "return mask_; }", "return mask_ + 1; }"),
    (SLOT, CURSOR, "if (head == next_ - 1) return Copied::kNeverWritten;", ""),
    (SLOT, CURSOR, "missed_ += lost;", "missed_ += lost - 1;"),
    (SLOT, CURSOR, "if (behind < ring.depth()) return;", "if (behind <= ring.depth()) return;"),
    (SLOT, CURSOR, "next_ = head - (ring.depth() - 1);", "next_ = head;"),
    (SLOT, CURSOR, "attempt < tries", "true"),
    (SLOT, CURSOR, "            ++next_;\n", ""),
    (SLOT, CURSOR, "time_from_ns(header.stamp_ns) > time", "time_from_ns(header.stamp_ns) >= time"),
    (SLOT, CURSOR, "return back == 0 ? Copied::kNeverWritten : Copied::kTooOld;", "return Copied::kTooOld;"),
    (SLOT, CURSOR, "attempt < kReadTries", "true"),
    (SEGMENT, LAYOUT, "(cells & (cells - 1)) == 0", "true"),
    (SEGMENT, LAYOUT, "cells >= kMinCells && ", ""),
    (SEGMENT, LAYOUT, "slot.message_bytes % 4 != 0 || ", ""),
    (SEGMENT, LAYOUT, "entry.message_bytes % 4 == 0 && ", ""),
    (SEGMENT, LAYOUT, "entry.schema_bytes <= header_bytes - entry.schema_offset", "true"),
    (SEGMENT, LAYOUT, "end <= total_bytes", "true"),
    (SEGMENT, LAYOUT, "entry.offset >= header_bytes && ", ""),
    (SEGMENT, LAYOUT, "entry.offset % kCacheLineBytes == 0 && ", ""),
    (SEGMENT, LAYOUT, "    require_disjoint(reader, description.slots);\n", ""),
    (SEGMENT, LAYOUT, "header.magic != kSegmentMagic", "false"),
    (SEGMENT, LAYOUT, "header.byte_order != kByteOrderMark", "false"),
    (SEGMENT, LAYOUT, "header.layout_version != kLayoutVersion", "false"),
    (SEGMENT, LAYOUT, "header.total_bytes > segment_bytes", "false"),
    (SEGMENT, LAYOUT, "    require_distinct(node, slots);\n", ""),
    (SEGMENT, LAYOUT, "if (head.size() < kSlotTableOffset)", "if (false)"),
    (SEGMENT, LAYOUT, "layout_fingerprint(slot.message, slot.schema) == slot.fingerprint", "true"),
    (SEGMENT, LAYOUT, "x.fingerprint == y.fingerprint && ", ""),
    (SEGMENT, OWNED, "if (found) mark_retired(*existing);", ""),
    (SEGMENT, OWNED, "epoch_ = epoch_of_existing(existing) + 1;", "epoch_ = epoch_of_existing(existing);"),
    (SEGMENT, OWNED, "if (found) epoch_ = epoch_of_existing(*existing) + 1;", ""),
    (SEGMENT, OWNED, "same_layout(*found, description_) && ", ""),
    (SEGMENT, OWNED, "if (earlier_boot) restamp_samples_of_earlier_boot();", ""),
    (SEGMENT, OWNED, "(!earlier_boot || backend.guarantees().outlives_reboot)", "true"),
    (SEGMENT, ATTACHED, "if (description.node != node)", "if (false)"),
    (SEGMENT, ATTACHED, "if (description.boot_id != current_boot_id() && !backend.guarantees().outlives_reboot)", "if (false)"),
    (SEGMENT, LOCK, "if (own.has(path_)) throw_owned(path_, ::getpid());", ""),
    (SEGMENT, LOCK, "    forget_after_fork();\n        struct stat", "    struct stat"),
    (SEGMENT, LOCK, "if (own.has(path)) return Owner{::getpid()};", ""),
    (SEGMENT, LOCK, "status.st_dev == device_ && status.st_ino == inode_", "true"),
    (SEGMENT, LOCK, "if (::fcntl(file_.get(), F_SETLK, &lock) != 0 && is_taken(errno)) return false;", ""),
    (SEGMENT, LOCK, "return errno != ENOENT && errno != ENOTDIR;", "return true;"),
    (SEGMENT, DIRECTORY, "return errno == ENOENT || errno == ENOTDIR;", "return false;"),
    (SEGMENT, LOCK, "    own.inodes.insert({device_, inode_});\n", ""),
    (SEGMENT, DIRECTORY, "access == Access::kReadWrite ? PROT_READ | PROT_WRITE : PROT_READ", "PROT_READ | PROT_WRITE"),
    (SEGMENT, DIRECTORY, "if (const int failed = reserve(file.get(), bytes); failed != 0)", "if (const int failed = ::ftruncate(file.get(), static_cast<off_t>(bytes)); failed != 0)"),
    (SEGMENT, DIRECTORY, "    ::unlink(temporary.c_str());  // left by", "    // left by"),
    (SEGMENT, DIRECTORY, '"/." + std::string{node} + ".new"', '"/" + std::string{node} + ".seg"'),
    (SEGMENT, DIRECTORY, "} const remove_on_failure{temporary};", "};"),
    (SEGMENT, SAFE, " | O_NOFOLLOW", ""),
    (SEGMENT, SAFE, " | O_NONBLOCK", ""),
    (SEGMENT, SAFE, 'if (status.st_nlink > 1) refuse(path, "has a second hard link");', ""),
    (SEGMENT, SAFE, "(status.st_mode & (S_IWGRP | S_IWOTH)) != 0", "false"),
    (SEGMENT, SAFE, "status.st_uid != ::geteuid() && status.st_uid != 0", "false"),
    (SEGMENT, SAFE, "::chmod(path.c_str(), 02750) != 0", "false"),
    (CALLS, LAYOUT, 'if (size < 0) throw system_error(path, "this boot\'s number cannot be read", errno);', ""),
    (TRACED, LOCK, 'throw system_error(path, "cannot be asked for its holder", errno);', "return std::nullopt;"),
    (TRACED, LOCK, "!= 0 && is_taken(errno)) return false;", "!= 0) return false;"),
    (TRACED, DIRECTORY, 'if (!directory) throw system_error(directory_, "cannot be listed", errno);', "if (!directory) return names;"),
    (TRACED, DIRECTORY, "return errno == ENOENT || errno == ENOTDIR;", "return true;"),
    (TRACED, SYSV, 'if (!list) throw system_error(kSegmentTable, "cannot be read", errno);', "if (!list) return names;"),
    (TRACED, SYSV_NAME, "held_set_ = id;", ""),
]


class Build:
    """Compiles and links a mutant the way the build folder's own tests were."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch = folder.resolve(), scratch.resolve()
        commands = json.loads((folder / "compile_commands.json").read_text())
        self.compile = {command["file"]: command["command"] for command in commands}
        self.source = pathlib.Path(next(iter(self.compile))).parents[1]
        while not (self.source / "CMakePresets.json").exists():
            self.source = self.source.parent
        self.link = {}
        for target in (SLOT, SEGMENT, TRACED, CALLS):
            lines = subprocess.run(["ninja", "-C", folder, "-t", "commands", target], check=True, capture_output=True, text=True).stdout
            self.link[target] = re.search(r"(\S*c\+\+ .*? -o bin/%s .*?)(?: && |$)" % target, lines).group(1)

    def object_of(self, source, overlay, to):
        """One source compiled with what the overlay has in place of the project's files."""
        command = shlex.split(self.compile[str(self.source / source)])
        command[command.index("-o") + 1] = str(to)
        given = overlay / source
        command[command.index("-c") + 1] = str(given if given.exists() else self.source / source)
        command.insert(1 if "ccache" not in command[0] else 2, f"-I{overlay}")
        return subprocess.run(command, cwd=self.folder, capture_output=True).returncode == 0

    def program(self, target, file, overlay):
        """The test program with this mutant in it, or None if it does not compile."""
        link, objects = self.link[target], []
        sources = re.findall(r"\S+/%s\.dir/(\S+)\.o" % target, link) if file.endswith(".hpp") else []
        for source in sources:
            own = overlay / (source.replace("/", "_") + ".o")
            if not self.object_of(f"tests/core/{source}", overlay, own):
                return None
            link = re.sub(r"\S+/%s\.dir/%s\.o" % (target, re.escape(source)), str(own), link)
        if not sources:
            objects = [overlay / "mutant.o"]
            if not self.object_of(file, overlay, objects[0]):
                return None
        program = overlay / target
        link = link.replace(f"-o bin/{target}", " ".join(map(str, objects)) + f" -o {program}")
        subprocess.run(shlex.split(link), cwd=self.folder, check=True)
        return program

    def survives(self, number):
        """What became of one mutant: a sentence if it lives."""
        target, file, text, replacement = MUTANTS[number]
        original = (self.source / file).read_text()
        if original.count(text) < 1:
            return f"{file} has no '{text}': mend mutants.py"
        overlay = self.scratch / str(number)
        (overlay / file).parent.mkdir(parents=True, exist_ok=True)
        (overlay / file).write_text(original.replace(text, replacement))
        program = self.program(target, file, overlay)
        if program is None:
            return None
        own_root = {**os.environ, "TMPDIR": str(overlay)}
        try:
            run = subprocess.run([program, "--abort"], capture_output=True, timeout=SLEEPS_S, env=own_root,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SPINS_S, SPINS_S)))
        except subprocess.TimeoutExpired:
            return None
        return None if run.returncode != 0 else f"{file}: '{text}' -> '{replacement}': no test noticed"


def fingerprint(source):
    hash = hashlib.sha256(subprocess.run(["c++", "--version"], check=True, capture_output=True).stdout)
    for file in sorted(file for pattern in MADE_OF for file in source.glob(pattern) if file.is_file()):
        hash.update(f"{file.relative_to(source)}\n".encode() + file.read_bytes())
    return hash.hexdigest()[:16]


def main():
    folder, scratch, cache, *words = sys.argv[1:]
    build = Build(pathlib.Path(folder), pathlib.Path(scratch))
    numbers = [int(word) for word in words if word != "--again"] or range(len(MUTANTS))
    known = pathlib.Path(cache) / fingerprint(build.source)
    if not words and known.exists():
        print(f"{known.read_text()}, and nothing of them has changed since; ./dev mutants --again makes them anew")
        return 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        living = [fault for fault in pool.map(build.survives, numbers) if fault]
    for fault in living:
        print(fault)
    print(f"{len(numbers) - len(living)} of {len(numbers)} mutants killed")
    if not living and len(numbers) == len(MUTANTS):
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(f"all {len(numbers)} mutants were killed on {datetime.date.today()}")
    return 1 if living else 0


sys.exit(main())
