// `seqboard WORDS...` in this process: in a millisecond, and on a board whose nodes the test plays itself.
#pragma once

#include <functional>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// All that `seqboard` has on the machine that the tests are built for.
ProgramOutput command_here(const ScratchBoard& board, std::vector<std::string> words);

/// The same with Ctrl-C as soon as `enough` holds for what it has printed.
ProgramOutput interrupted_here(const ScratchBoard& board, std::vector<std::string> words,
                               std::function<bool(const std::string& out)> enough);

/// What the same prints on a terminal of this size that has colours.
std::string command_on_terminal(const ScratchBoard& board, std::vector<std::string> words, unsigned short columns, unsigned short rows);

}  // namespace seqboard::testing
