#include "core/cli/open_board.hpp"

#include <algorithm>
#include <filesystem>

#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

std::shared_ptr<Blackboard> open_board(const BoardPlace& place) {
    const BoardPlace resolved = place.resolved();
    std::error_code ignored;
    if (resolved.kind != BackendKind::kSysv && !std::filesystem::is_directory(resolved.directory(), ignored)) {
        std::vector<std::string> boards;
        for (const auto& entry : std::filesystem::directory_iterator{resolved.root, ignored}) boards.push_back(entry.path().filename());
        std::sort(boards.begin(), boards.end());
        throw StartError{ExitCode::kNoInput, "no board '" + resolved.board + "' in " + resolved.root +
                                                 (boards.empty() ? "; start one with seqboard up" : suggestion(resolved.board, boards))};
    }
    return Blackboard::open(resolved);
}

}  // namespace seqboard::cli
