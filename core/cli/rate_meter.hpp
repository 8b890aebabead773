// How often something happens, from two looks at a counter and the clock its stamps belong to.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard::cli {

class RateMeter {
public:
    /// A look: `count` events had happened (the counter may wrap) when the last of them was stamped.
    void add(std::uint32_t count, Time stamp) {
        if (count == count_ && seen_) return;
        if (seen_ && stamp > stamp_) hz_ = static_cast<double>(count - count_) / std::chrono::duration<double>(stamp - stamp_).count();
        count_ = count;
        stamp_ = stamp;
        seen_ = true;
    }

    /// Nothing before two different looks; zero when nothing has come for four periods.
    std::optional<double> hz(std::optional<Duration> age) const {
        if (!hz_ || !age) return hz_;
        return std::chrono::duration<double>(*age).count() * *hz_ > 4 ? 0.0 : *hz_;
    }

private:
    std::uint32_t count_ = 0;
    Time stamp_{};
    std::optional<double> hz_;
    bool seen_ = false;
};

}  // namespace seqboard::cli
