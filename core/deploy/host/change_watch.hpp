// Which files have changed, once whoever changes them has done. Pure: it is told what there is to see, and when.
#pragma once

#include <string>
#include <vector>

#include "core/deploy/host/file_stamp.hpp"
#include "core/time.hpp"

namespace seqboard::deploy {

class ChangeWatch {
public:
    /// An editor writes several files, a build replaces many, a linker writes for a while.
    static constexpr Duration kQuiet = std::chrono::milliseconds{300};
    /// A linker removes the old program long before it writes the new one. A file that is away for longer is away.
    static constexpr Duration kReplaced = std::chrono::seconds{10};

    /// `known`: the files as they were used last.
    explicit ChangeWatch(FileStamps known) : known_{std::move(known)}, seen_{known_} {}

    /// The files that are others now than those known, when all have been as they are for kQuiet, and for kReplaced if one is missing;
    /// nothing until then. One that is as it was again has not changed. `now` never goes back.
    std::vector<std::string> look(Time now, const FileStamps& seen);

private:
    FileStamps known_;
    FileStamps seen_;
    Time since_{};  ///< they are as in seen_
};

}  // namespace seqboard::deploy
