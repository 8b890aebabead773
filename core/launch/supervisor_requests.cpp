// The part of the supervisor that does what people ask: `seqboard down`, `restart`, `safe-stop`, `resume` and their like.
#include <algorithm>
#include <cstdint>

#include "core/launch/supervisor.hpp"

namespace seqboard {

void Supervisor::take_request() {
    if (const auto request = inbox_.take(*board_)) carry_out(*request);
}

void Supervisor::carry_out(const LaunchRequest& request) {
    pending_ = PendingRequest{request};
    if (request.verb == LaunchVerb::kDown) return stop("asked to go down");
    pending_->process = SIZE_MAX;  // it is about none
    if (request.verb == LaunchVerb::kReload) return ask_for_reload();
    if (request.verb == LaunchVerb::kSafeStop) return safety_->stop(EnableReason::kAsked, "");
    if (request.verb == LaunchVerb::kResume) return static_cast<void>(safety_->resume());
    const auto wanted = std::find_if(processes_.begin(), processes_.end(), [&](const SupervisedProcess& process) {
        const auto& nodes = process.plan().nodes;
        return std::any_of(nodes.begin(), nodes.end(), [&](const PlannedNode& node) { return node.name == text_in(request.node); });
    });
    pending_->process = static_cast<std::size_t>(wanted - processes_.begin());
    if (wanted == processes_.end() || stopping_) return;
    if (request.verb == LaunchVerb::kRestart) wanted->restart();
    if (request.verb == LaunchVerb::kStart) wanted->start();
    if (request.verb == LaunchVerb::kStop) wanted->stop();
}

void Supervisor::finish_request() {
    if (!pending_ || pending_->request.verb == LaunchVerb::kDown || plan_reader_.is_busy() || reload_) return;
    if (pending_->process < processes_.size() && !stopping_) {
        const Supervised state = processes_[pending_->process].state();
        const bool on_its_way = state == Supervised::kWaiting || state == Supervised::kStarting || state == Supervised::kStopping;
        if (on_its_way) return;
    }
    status_.request_done = pending_->request.id;
    pending_.reset();
    publish(monotonic_now(), true);
}

}  // namespace seqboard
