// The board a command looks at.
#pragma once

#include <memory>

#include "core/blackboard.hpp"

namespace seqboard::cli {

/// Throws StartError{kNoInput} naming the boards there are: a look makes no directory.
std::shared_ptr<Blackboard> open_board(const BoardPlace& place);

}  // namespace seqboard::cli
