// Why a flight recorder writes a file.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/record/mcap_format.hpp"
#include "core/time.hpp"

namespace seqboard::record {

/// One event: the trigger that a file is written for, and those that came so soon after it that they are in the same file.
struct FlightEvent {
    static constexpr std::size_t kMost = 8;

    struct Trigger {
        Time at{};  ///< on the board's clock
        std::array<char, 128> why{};
    };
    std::array<Trigger, kMost> triggers{};
    std::size_t count = 0;
    Duration before{};             ///< that was asked for
    std::uint64_t latched_ns = 0;  ///< the file's beginning: log time of what slots said before
    std::uint64_t missed = 0;      ///< samples that were overwritten before they were taken
    bool early = false;            ///< the recorder was stopped before the time after was over

    /// False where there is no room: it belongs into another file.
    bool add(std::string_view why, Time at) noexcept {
        if (count == kMost) return false;
        triggers[count].at = at;
        std::copy_n(why.begin(), std::min(why.size(), triggers[count].why.size() - 1), triggers[count].why.begin());
        ++count;
        return true;
    }
};

inline constexpr std::string_view kFlightMetadata = "flight";

/// What stands at the beginning of the file; the first trigger alone.
McapMetadata metadata_at_begin(const FlightEvent& event);

/// What is known at its end; nothing in it if that is what was expected.
McapMetadata metadata_at_end(const FlightEvent& event);

}  // namespace seqboard::record
