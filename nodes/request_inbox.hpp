// Which of the wishes in a slot is a new one.
#pragma once

#include <cstdint>
#include <utility>

#include "core/reading.hpp"

namespace seqboard {

/// For messages with a `count` that is another for each wish; with a count of zero every sample is a wish of its own. What lies in the slot
/// at the first look counts as new: a node that is started again goes on with what it was told last.
class RequestInbox {
public:
    /// Whether the reading holds a wish that no earlier look has seen. A writer that was started again begins to count anew.
    template <class T>
    bool is_new(const Reading<T>& reading) noexcept {
        if (!reading) return false;
        const bool same_count = std::exchange(count_, reading->count) == reading->count;
        const bool same_writer = std::exchange(epoch_, reading.epoch()) == reading.epoch();
        const bool same_sample = std::exchange(sequence_, reading.sequence()) == reading.sequence();
        const bool counts = reading->count != 0;
        return std::exchange(looked_, true) ? !same_writer || !(counts ? same_count : same_sample) : true;
    }

private:
    std::uint32_t count_ = 0;
    std::uint32_t epoch_ = 0;
    std::uint32_t sequence_ = 0;
    bool looked_ = false;
};

}  // namespace seqboard
