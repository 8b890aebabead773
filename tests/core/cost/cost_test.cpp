// No system call and no allocation in reads and writes; one system call for a write to a slot that wakes its readers.
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/skip.hpp"

namespace {

std::string output_of(const std::string& command) {
    std::string text;
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    std::array<char, 512> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr) text += part.data();
    ::pclose(pipe);
    return text;
}

const std::string kProbe = std::string{SEQBOARD_BIN_DIR} + "/cost_probe";

}  // namespace

TEST_CASE("reads and writes allocate nothing") {
    const std::string said = output_of(kProbe);
    SEQBOARD_SKIP_IF(said.find("counted at all: no") != std::string::npos, "a sanitizer or another C library owns malloc");
    CHECK_THAT(said, Catch::StartsWith("allocations 0,"));
}

TEST_CASE("reads and writes make no system call, a write that wakes makes exactly one") {
    const seqboard::testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string log = scratch.root() + "/strace";
    const std::string said = output_of("strace -f -o " + log + " " + kProbe + " 2>&1");
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
