// Asking the supervisor of a board for something.
#pragma once

#include <memory>

#include "core/blackboard.hpp"

namespace seqboard::cli {

/// For a request that costs the supervisor no time.
inline constexpr Duration kAnswerLimit = std::chrono::seconds{2};

/// The board, if somebody supervises it. Throws StartError{kNoInput} otherwise.
std::shared_ptr<Blackboard> open_supervised_board(const BoardPlace& place);

}  // namespace seqboard::cli
