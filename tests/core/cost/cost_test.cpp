// No system call and no allocation in reads and writes; one system call for a write to a slot that wakes its readers.
#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "core/launch/emulator.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kProbe = built("cost_probe");

std::string output_of(const std::vector<std::string>& command_line) {
    const ProgramOutput output = run_programs({command_line}, std::chrono::seconds{60}).front();
    return output.out + output.err;
}

/// The probe with its system calls in a file, seen by strace, or by the emulator that makes them.
std::vector<std::string> traced_probe(const std::string& log) {
    std::vector<std::string> line = {"/usr/bin/env"};
    const std::vector<std::string> emulator = emulator_for(kProbe);
    if (emulator.empty()) line.insert(line.end(), {"strace", "-f", "-o", log});
    else line.insert(line.end(), {"QEMU_STRACE=1", "QEMU_LOG_FILENAME=" + log});
    line.insert(line.end(), emulator.begin(), emulator.end());
    line.push_back(kProbe);
    return line;
}

}  // namespace

TEST_CASE("reads and writes allocate nothing") {
    const std::string said = output_of({kProbe});
    SEQBOARD_SKIP_IF(said.find("counted at all: no") != std::string::npos, "a sanitizer owns malloc");
    CHECK_THAT(said, Catch::StartsWith("allocations 0,"));
}

TEST_CASE("reads and writes make no system call, a write that wakes makes exactly one") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string log = scratch.root() + "/strace";
    const std::string said = output_of(traced_probe(log));
    SEQBOARD_SKIP_IF(said.find("allocations") == std::string::npos, "strace is missing or not permitted: " + said);

    std::array<std::vector<std::string>, 4> calls;  // before, between the first two marks, between the last two, after
    std::size_t marks = 0;
    std::ifstream lines{log};
    for (std::string line; std::getline(lines, line);) {
        if (line.find("getpriority(") != std::string::npos) ++marks;
        else calls.at(marks).push_back(line);
    }
    REQUIRE(marks == 3);
    CHECK(calls[1].empty());
    CHECK(calls[2].size() == 10);
    for (const std::string& call : calls[2]) CHECK_THAT(call, Catch::Contains("futex(") && Catch::Contains("FUTEX_WAKE"));
}
