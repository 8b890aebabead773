#include "core/cli/supervisor_call.hpp"

#include "core/cli/open_board.hpp"
#include "core/exit_code.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::cli {

std::shared_ptr<Blackboard> open_supervised_board(const BoardPlace& place) {
    auto board = open_board(place);
    if (board->backend().owner(kSupervisorNode)) return board;
    std::string alive;
    for (const std::string& node : board->nodes())
        if (const auto owner = board->backend().owner(node))
            alive += (alive.empty() ? "'" : ", '") + node + "' (process " + std::to_string(owner->pid) + ")";
    throw StartError{ExitCode::kNoInput,
                     "board '" + board->name() + "' has no supervisor" +
                         (alive.empty() ? "; start a node set with seqboard up" : "; these nodes were started by hand: " + alive)};
}

}  // namespace seqboard::cli
