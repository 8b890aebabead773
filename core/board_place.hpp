// Where a board lies: its root, its name, its kind of memory.
#pragma once

#include <memory>
#include <string>

#include "core/segment/backend.hpp"

namespace seqboard {

enum class BackendKind : std::uint8_t { kPosix, kFile, kSysv };

inline constexpr const char* kDefaultBoard = "robot";
inline constexpr const char* kDefaultRoot = "/dev/shm/seqboard";

struct BoardPlace {
    std::string root;   ///< empty: $SEQBOARD_ROOT, else default_root()
    std::string board;  ///< empty: $SEQBOARD_BOARD, else "robot"
    BackendKind kind = BackendKind::kPosix;
    bool huge_pages = false;

    /// Fills in what is empty. Throws StartError for a board name that no board can have.
    BoardPlace resolved() const;

    /// <root>/<board>: segments, locks, and the run's own files such as ptys of emulated devices.
    std::string directory() const { return root + "/" + board; }
};

/// "posix", "file", "sysv"; throws StartError naming the three otherwise. "+huge" behind one asks for huge pages.
void parse_backend(const std::string& text, BoardPlace& place);
std::string backend_text(const BoardPlace& place);

/// /dev/shm/seqboard if this user may use it; else a root of the user's own, named once on stderr so that nobody searches.
std::string default_root();

/// Makes the root and the board's directory where they are missing. Throws SegmentError.
std::unique_ptr<Backend> make_backend(const BoardPlace& place);

}  // namespace seqboard
