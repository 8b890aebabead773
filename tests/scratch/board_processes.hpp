// The processes of a scratch board, for tests that end them by force.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// Those whose command line names the board's root: also one that has just been forked and owns nothing yet. The dead count no more.
inline std::vector<pid_t> processes_of(const ScratchBoard& board) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc{}) continue;
        std::ostringstream words;
        words << std::ifstream{entry.path() / "cmdline"}.rdbuf();  // fails without a word where the process has just gone
        if (words.str().find(board.root() + '\0') != std::string::npos) found.push_back(pid);
    }
    return found;
}

/// kill -9 of all of them, until none is left that could still write to the board.
inline void kill_processes_of(const ScratchBoard& board) {
    eventually([&] {
        const std::vector<pid_t> left = processes_of(board);
        for (const pid_t pid : left) ::kill(pid, SIGKILL);
        return left.empty();
    });
}

}  // namespace seqboard::testing
