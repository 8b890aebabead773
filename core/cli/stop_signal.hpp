// Ctrl-C ends a command that looks on, and lets it say its last line.
#pragma once

#include "core/time.hpp"

namespace seqboard::cli {

/// SIGINT, SIGTERM and SIGHUP (the line to the terminal is gone) end the next sleep and set requested(), while one of these exists.
class StopSignal {
public:
    StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    ~StopSignal();

    bool requested() const noexcept;

    /// False when a stop was requested before the time was over.
    bool sleep(Duration duration) const noexcept;
};

}  // namespace seqboard::cli
