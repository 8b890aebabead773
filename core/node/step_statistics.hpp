// How long a node's steps take and how punctual they are, in integers only.
#pragma once

#include <algorithm>

#include "core/messages/node_status.hpp"
#include "core/time.hpp"

namespace seqboard {

class StepStatistics {
public:
    void add_step(Duration took) noexcept {
        const std::uint32_t ns = clamped(took);
        last_ns_ = ns;
        min_ns_ = steps_ == 0 ? ns : std::min(min_ns_, ns);
        max_ns_ = std::max(max_ns_, ns);
        sum_ns_ += ns;
        ++steps_;
    }
    void add_start(Duration late, std::uint32_t missed) noexcept {
        lateness_max_ns_ = std::max(lateness_max_ns_, clamped(late));
        missed_ += missed;
    }
    void write_to(NodeStatus& status) const noexcept {
        status.steps = static_cast<std::uint32_t>(steps_);
        status.missed_deadlines = missed_;
        status.step_time_last_ns = last_ns_;
        status.step_time_min_ns = min_ns_;
        status.step_time_mean_ns = steps_ == 0 ? 0 : static_cast<std::uint32_t>(sum_ns_ / steps_);
        status.step_time_max_ns = max_ns_;
        status.lateness_max_ns = lateness_max_ns_;
    }

private:
    static std::uint32_t clamped(Duration duration) noexcept {
        return static_cast<std::uint32_t>(std::clamp<std::int64_t>(duration.count(), 0, UINT32_MAX));
    }

    std::uint64_t steps_ = 0;  // wraps in the status only: the mean goes on after 49.7 days at 1 kHz
    std::uint32_t missed_ = 0;
    std::uint32_t last_ns_ = 0;
    std::uint32_t min_ns_ = 0;
    std::uint32_t max_ns_ = 0;
    std::uint32_t lateness_max_ns_ = 0;
    std::uint64_t sum_ns_ = 0;
};

}  // namespace seqboard
