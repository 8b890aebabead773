// The processes of a scratch board, for tests that end them by force.
#pragma once

#include <signal.h>

#include "core/launch/processes_naming.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// kill -9 of all of them, until none is left that could still write to the board: also of one that has just been forked and owns nothing.
inline void kill_processes_of(const ScratchBoard& board) {
    eventually([&] {
        const std::vector<NamedProcess> left = processes_naming(board.root() + '\0');
        for (const NamedProcess& process : left) ::kill(process.pid, SIGKILL);
        return left.empty();
    });
}

}  // namespace seqboard::testing
