// How long a watcher sleeps between two looks at slots that do not wake it.
#pragma once

#include <algorithm>

#include "core/time.hpp"

namespace seqboard::cli {

/// Adapts to what it finds: shorter when more than one sample had come, longer when none had.
class WatchPause {
public:
    static constexpr Duration kShortest = std::chrono::microseconds{500};
    static constexpr Duration kLongest = std::chrono::milliseconds{10};

    Duration after(std::size_t found) noexcept {
        if (found > 1) pause_ = std::max(kShortest, pause_ / 2);
        else if (found == 0) pause_ = std::min(kLongest, pause_ + kShortest);
        return pause_;
    }

private:
    Duration pause_ = std::chrono::milliseconds{1};
};

}  // namespace seqboard::cli
