// What share of its edges an encoder loses. Pure.
#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace seqboard {

/// Half a second at a time, so that one lost edge in a minute is forgotten and one in ten is not. A few dozen instructions a call.
class EdgeLoss {
public:
    /// Once a step, with an encoder's count and its errors, both of which wrap. Returns the share of the last whole window, 0..1: 0 where
    /// too little has moved to say.
    float add(Time now, std::int32_t count, std::uint32_t errors) noexcept {
        if (now - begun_ < kWindow) return ratio_;
        const auto moved = static_cast<std::int32_t>(static_cast<std::uint32_t>(count) - static_cast<std::uint32_t>(count_));
        const auto lost = static_cast<float>(errors - errors_);
        const float edges = (moved < 0 ? -static_cast<float>(moved) : static_cast<float>(moved)) + lost;
        ratio_ = edges < kLeastEdges ? 0 : lost / edges;
        begun_ = now;
        count_ = count;
        errors_ = errors;
        return ratio_;
    }

private:
    static constexpr Duration kWindow = std::chrono::milliseconds{500};
    static constexpr float kLeastEdges = 20;

    Time begun_{};
    std::int32_t count_ = 0;
    std::uint32_t errors_ = 0;
    float ratio_ = 0;
};

}  // namespace seqboard
