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

RestartDecision RestartPolicy::on_exit(int exit_code, Time now) {
    const bool failed = exit_code != 0;
    const RestartDecision end{failed ? RestartDecision::Kind::kGiveUp : RestartDecision::Kind::kDone};
    if (rule_.when == RestartWhen::kNever || (rule_.when == RestartWhen::kOnFailure && !failed) || is_permanent(exit_code)) return end;
    while (!ends_.empty() && now - ends_.front() > rule_.window) ends_.pop_front();
    ends_.push_back(now);
    if (ends_.size() > static_cast<std::size_t>(std::max(rule_.max_restarts, 0))) return {RestartDecision::Kind::kGiveUp};
    const std::size_t step = std::min(ends_.size(), rule_.delays.size()) - 1;
    return {RestartDecision::Kind::kRestart, rule_.delays.empty() ? Duration::zero() : rule_.delays[step]};
}

}  // namespace seqboard
