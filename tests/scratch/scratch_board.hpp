// A board of a test's own: tests run side by side, and next to a real robot.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "core/board_place.hpp"

namespace seqboard::testing {

/// A root directory in tmpfs that nobody else has, removed with everything in it at the end.
class ScratchBoard {
public:
    ScratchBoard() {
        static std::atomic<unsigned> count{0};
        root_ = "/dev/shm/seqboard-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
    }
    ScratchBoard(const ScratchBoard&) = delete;
    ScratchBoard& operator=(const ScratchBoard&) = delete;
    ~ScratchBoard() {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }

    BoardPlace place() const { return {.root = root_, .board = "test"}; }
    const std::string& root() const { return root_; }
    std::string directory() const { return place().directory(); }

private:
    std::string root_;
};

}  // namespace seqboard::testing
