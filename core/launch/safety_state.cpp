#include "core/launch/safety_state.hpp"

namespace seqboard {

SafetyState::SafetyState(bool resumes_by_itself, bool after_crash, Time now)
    : resumes_by_itself_{resumes_by_itself}, has_been_up_{after_crash} {
    set(false, {after_crash ? EnableReason::kSupervisorStarted : EnableReason::kBoot, ""}, now);
    enable_.falls = after_crash;
}

bool SafetyState::look(const std::optional<Obstacle>& obstacle, Time now) {
    const std::optional<Obstacle>& reason = obstacle && !latched_ ? obstacle : latched_;
    if (enabled()) {
        if (!reason) return false;
        set(false, *reason, now);
        ++enable_.falls;
        return true;
    }
    const bool free = !reason;
    if (free && (resumes_by_itself_ || !has_been_up_)) {
        set(true, {EnableReason::kGranted, ""}, now);
        has_been_up_ = true;
        return true;
    }
    // What made it fall stays its reason, but for a stop that came later; what keeps it from its first rise changes.
    bool news = reason && (latched_ || !has_been_up_) && (reason->reason != enable_.reason || reason->node != text_in(enable_.node));
    if (news) set(false, *reason, now);
    const std::uint8_t waits = !obstacle;
    news = news || waits != enable_.waits_for_resume;
    enable_.waits_for_resume = waits;
    return news;
}

bool SafetyState::resume(const std::optional<Obstacle>& obstacle, Time now) {
    if (obstacle) return false;
    latched_.reset();
    if (!enabled()) set(true, {EnableReason::kGranted, ""}, now);
    has_been_up_ = true;
    return true;
}

void SafetyState::set(bool enabled, const Obstacle& why, Time now) {
    enable_.since_ns = ns_of(now);
    enable_.enabled = enabled;
    enable_.reason = why.reason;
    enable_.waits_for_resume = 0;
    put_text(enable_.node, why.node);
}

}  // namespace seqboard
