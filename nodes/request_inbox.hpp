// Which of the wishes in a slot is a new one.
#pragma once

#include <cstdint>

#include "core/reading.hpp"

namespace seqboard {

/// For messages with a `count` that is another for each wish and zero before the first. What lies in the slot at the first look counts as new:
/// a node that is started again goes on with what it was told last.
class RequestInbox {
public:
    /// Whether the reading holds a wish that no earlier look has seen. A writer that was started again begins to count anew.
    template <class T>
    bool is_new(const Reading<T>& reading) noexcept {
        if (!reading) return false;
        const bool another = reading->count != count_ || reading.epoch() != epoch_;
        count_ = reading->count;
        epoch_ = reading.epoch();
        return another && count_ != 0;
    }

private:
    std::uint32_t count_ = 0;
    std::uint32_t epoch_ = 0;
};

}  // namespace seqboard
