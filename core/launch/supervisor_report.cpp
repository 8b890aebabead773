// What the supervisor tells about the set: progress, system mode, its slots.
#include <algorithm>
#include <cstring>

#include "core/launch/critical_path.hpp"
#include "core/launch/supervisor.hpp"

namespace seqboard {

namespace {

constexpr Duration kPublishInterval = std::chrono::milliseconds{100};

/// Messages have no padding, so their bytes decide.
bool same(const NodeSupervision& a, const NodeSupervision& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

void Supervisor::note_progress(Time now) {
    status_.ready = 0;
    status_.restarts = 0;
    for (const SupervisedProcess& process : processes_) {
        if (process.state() == Supervised::kReady || process.state() == Supervised::kDone)
            status_.ready += static_cast<std::uint32_t>(process.plan().nodes.size());
        status_.restarts += process.starts() > 0 ? process.starts() - 1 : 0;
    }
    if (status_.startup_ms != 0 || status_.ready != status_.nodes) return;
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(now - plan_.asked).count();
    status_.startup_ms = static_cast<std::uint32_t>(ms);
    tell_critical_path();
    publish(now, true);  // whoever hears of it finds it on the board
    observer_.on_event(
        {LaunchEvent::Kind::kAllReady, "", "all " + std::to_string(status_.nodes) + " nodes ready in " + std::to_string(ms) + " ms"});
}

void Supervisor::tell_critical_path() const {
    std::vector<StartTiming> timings;
    for (const SupervisedProcess& process : processes_)
        timings.push_back({process.plan().name, process.ready_since(), process.plan().after});
    observer_.on_event({LaunchEvent::Kind::kNote, "", "the longest way to readiness: " + critical_path(timings, plan_.asked)});
}

SystemMode Supervisor::system_mode() const {
    if (stopping_) return SystemMode::kShutdown;
    if (!safety_->state().enabled() && (safety_->state().has_been_up() || safety_->in_trouble())) return SystemMode::kSafeStop;
    const bool lacks = std::any_of(processes_.begin(), processes_.end(), [](const SupervisedProcess& p) { return p.degrades(); });
    if (status_.ready == status_.nodes) return lacks || !modes_->name().empty() ? SystemMode::kDegraded : SystemMode::kNormal;
    const bool trouble = std::any_of(processes_.begin(), processes_.end(), [](const SupervisedProcess& process) {
        return process.state() == Supervised::kFailed || process.state() == Supervised::kBackoff || process.state() == Supervised::kDown;
    });
    return status_.startup_ms == 0 && !trouble ? SystemMode::kBoot : SystemMode::kDegraded;
}

void Supervisor::publish(Time now, bool even_if_unchanged) {
    std::vector<NodeSupervision> reports;
    for (const SupervisedProcess& process : processes_)
        for (const PlannedNode& node : process.plan().nodes) reports.push_back(process.report(node));
    const SystemMode mode = system_mode();
    const bool changed = mode != status_.mode || modes_->name() != text_in(status_.mode_name) ||
                         !std::equal(reports.begin(), reports.end(), reports_.begin(), reports_.end(), same);
    if (!changed && !even_if_unchanged && now - published_ < kPublishInterval) return;
    status_.mode = mode;
    put_text(status_.mode_name, modes_->name());
    reports_ = std::move(reports);
    published_ = now;
    if (slots_->exist() && !slots_->still_owned()) give_up_board("the supervisor's lock was deleted, another may have the board");
    slots_->publish(status_, reports_);
}

}  // namespace seqboard
