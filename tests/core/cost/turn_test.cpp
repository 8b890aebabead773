// What a turn of a node's loop costs the system: one call, its sleep, and no page fault.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/launch/describe_runner.hpp"
#include "core/launch/emulator.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/skip.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kProbe = built("turn_probe");

/// The probe on a board of its own, behind these words.
ProgramOutput run_probe(const ScratchBoard& scratch, std::vector<std::string> line, const std::vector<std::string>& more = {}) {
    const std::vector<std::string> emulator = emulator_for(kProbe);
    line.insert(line.end(), emulator.begin(), emulator.end());
    line.insert(line.end(), {kProbe, "--root", scratch.root(), "--board", "test", "--name", "probe", "--input", "input=output"});
    line.insert(line.end(), more.begin(), more.end());
    return run_programs({line}, std::chrono::seconds{120}).front();
}

/// How many calls each turn between the marks has made, its sleep among them. Reading the clock is none where the kernel has it mapped: an
/// emulator, and a kernel as old as the boards', have it not.
std::vector<std::size_t> calls_of_turns(const std::string& log) {
    std::vector<std::size_t> turns;
    std::size_t marks = 0, calls = 0;
    std::ifstream lines{log};
    for (std::string line; std::getline(lines, line);) {
        if (line.find("getpriority(") != std::string::npos) ++marks;
        if (marks != 1 || line.find("clock_gettime") != std::string::npos) continue;
        ++calls;
        if (line.find("clock_nanosleep") == std::string::npos) continue;
        turns.push_back(calls);
        calls = 0;
    }
    return turns;
}

}  // namespace

TEST_CASE("a turn of a periodic node makes one system call, its sleep, unless it looks after its ports") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string log = scratch.root() + "/strace";
    const std::vector<std::string> few = {"--param", "warm_up_steps=200", "--param", "counted_steps=500"};
    const bool emulated = !emulator_for(kProbe).empty();
    const ProgramOutput output = emulated ? run_probe(scratch, {"/usr/bin/env", "QEMU_STRACE=1", "QEMU_LOG_FILENAME=" + log}, few)
                                          : run_probe(scratch, {"/usr/bin/env", "strace", "-f", "-o", log}, few);
    SEQBOARD_SKIP_IF(output.out.find("turns") == std::string::npos, "strace is missing or not permitted: " + output.err);
    std::vector<std::size_t> turns = calls_of_turns(log);
    REQUIRE(turns.size() >= 400);  // one that comes too late does not sleep
    std::sort(turns.begin(), turns.end());
    CHECK(turns.front() == 1);
    CHECK(turns[turns.size() / 2] == 1);
    WARN("ports are looked after every 100 ms: " << turns.back() << " calls in the turn that makes most");
    CHECK(turns.back() <= 64);
}

TEST_CASE("a node with locked memory has no page fault once it runs") {
    SEQBOARD_SKIP_IF(kSlowBuild, "an emulator's or a sanitizer's own page faults would be counted, too");
    const ScratchBoard scratch;
    const ProgramOutput output = run_probe(scratch, {}, {"--lock-memory", "true"});
    INFO(output.out << output.err);
    REQUIRE(output.exit_code == 0);
    SEQBOARD_SKIP_IF(output.err.find("memory cannot be locked") != std::string::npos, "this machine lets nobody lock memory");
    CHECK(output.out == "3000 turns: 0 minor and 0 major page faults\n");
}
