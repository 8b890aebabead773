#include "core/launch/restart_policy.hpp"

#include <algorithm>

#include "core/exit_code.hpp"

namespace seqboard {

bool is_permanent(int exit_code) {
    switch (static_cast<ExitCode>(exit_code)) {
        case ExitCode::kUsage:
        case ExitCode::kBadSegment:
        case ExitCode::kOwned:
        case ExitCode::kRefused:
        case ExitCode::kConfig: return true;
        default: return false;
    }
}

bool RestartPolicy::is_final(int exit_code) const {
    const auto& codes = rule_.no_restart_on;
    return is_permanent(exit_code) || std::find(codes.begin(), codes.end(), exit_code) != codes.end();
}

RestartDecision RestartPolicy::on_exit(int exit_code, Time now) {
    const bool failed = exit_code != 0;
    const RestartDecision end{failed ? RestartDecision::Kind::kGiveUp : RestartDecision::Kind::kDone};
    if (rule_.when == RestartWhen::kNever || (rule_.when == RestartWhen::kOnFailure && !failed) || is_final(exit_code)) return end;
    if (rule_.reset_after && ready_since_ && now - *ready_since_ >= *rule_.reset_after) ends_.clear();
    ready_since_.reset();
    while (!ends_.empty() && now - ends_.front() > rule_.window) ends_.pop_front();
    ends_.push_back(now);
    if (ends_.size() > static_cast<std::size_t>(std::max(rule_.max_restarts, 0))) return {RestartDecision::Kind::kGiveUp};
    return {RestartDecision::Kind::kRestart, pause()};
}

Duration RestartPolicy::pause() {
    if (!rule_.growth) {
        const std::size_t step = std::min(ends_.size(), rule_.delays.size()) - 1;
        return rule_.delays.empty() ? Duration::zero() : rule_.delays[step];
    }
    const GrowingDelay& growth = *rule_.growth;
    const auto max_ns = static_cast<float>(growth.max.count());
    auto pause_ns = static_cast<float>(growth.initial.count());
    for (std::size_t i = 1; i < ends_.size() && pause_ns < max_ns; ++i) pause_ns *= growth.factor;
    pause_ns = std::min(pause_ns, max_ns) * (1 + growth.jitter_ratio * next_noise());
    return std::min(Duration{static_cast<std::int64_t>(pause_ns)}, growth.max);
}

/// From -1 to 1, by Marsaglia's xorshift (Xorshift RNGs, 2003; the triple 13, 17, 5).
float RestartPolicy::next_noise() {
    noise_ ^= noise_ << 13U;
    noise_ ^= noise_ >> 17U;
    noise_ ^= noise_ << 5U;
    return static_cast<float>(noise_) * 0x1p-31F - 1;
}

}  // namespace seqboard
