#include "core/launch/readiness_probe.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/launch/child_process.hpp"
#include "core/messages/node_status.hpp"
#include "core/port/newest_of_port.hpp"

namespace seqboard {

namespace {

constexpr Duration kAskInterval = std::chrono::milliseconds{100};

}  // namespace

ReadinessProbe::ReadinessProbe(const PlannedProcess& process) : process_{&process} {
    if (!process.rules.ready.slot.empty()) slot_.emplace(process.ready_slot, process.ready_slot_writer);
    if (process.is_foreign) return;
    for (const PlannedNode& node : process.nodes) {
        InputPort& status = statuses_.emplace_back("status", slot_spec<NodeStatus>(node.name + ".status"), kForever, context_);
        status.rename(status.slot(), node.name);
    }
}

ReadinessProbe::~ReadinessProbe() { drop_question(); }

FileDescriptor ReadinessProbe::begin(Blackboard& board) {
    if (slot_) slot_->begin(board);
    drop_question();
    notified_ = false;
    agreed_ = false;
    notification_ = FileDescriptor{};
    int ends[2];
    if (!process_->rules.ready.notify || ::pipe(ends) != 0) return FileDescriptor{};
    FileDescriptor read_end{ends[0]}, write_end{ends[1]};
    if (::fcntl(read_end.get(), F_SETFL, O_NONBLOCK) != 0) return FileDescriptor{};  // it could block the supervisor
    for (const int end : ends)
        if (::fcntl(end, F_SETFD, FD_CLOEXEC) != 0) return FileDescriptor{};
    notification_ = std::move(read_end);
    return write_end;
}

bool ReadinessProbe::is_ready(Blackboard& board, Time start, Time now) {
    const ReadyRule& rule = process_->rules.ready;
    return all_ready(board, start) && now - start >= rule.delay && (!rule.notify || has_notified()) &&
           (!slot_ || slot_->fresh(board) > 0) && (rule.command.empty() || command_has_agreed(now));
}

bool ReadinessProbe::all_ready(Blackboard& board, Time since) {
    return std::all_of(statuses_.begin(), statuses_.end(), [&](InputPort& status) { return says_ready(status, board, since); });
}

bool ReadinessProbe::says_ready(InputPort& status, Blackboard& board, Time start) const {
    const auto news = newest<NodeStatus>(status, board, true);
    return news && time_from_ns(news->header.stamp_ns) >= start && news->value.state == NodeState::kReady;
}

/// s6's protocol: what comes before the newline does not matter.
bool ReadinessProbe::has_notified() {
    char piece[64];
    for (ssize_t got = 0; !notified_ && notification_ && (got = ::read(notification_.get(), piece, sizeof piece)) > 0;)
        notified_ = std::string_view{piece, static_cast<std::size_t>(got)}.find('\n') != std::string_view::npos;
    return notified_;
}

void ReadinessProbe::drop_question() {
    if (asked_ <= 0) return;
    signal_group(asked_, SIGKILL);
    ::waitpid(asked_, nullptr, 0);
    asked_ = 0;
}

bool ReadinessProbe::command_has_agreed(Time now) {
    if (asked_ > 0) {
        const auto exit_code = reap_child(asked_);
        if (!exit_code) return false;
        asked_ = 0;
        agreed_ = *exit_code == 0;
        ask_next_ = now + kAskInterval;
    }
    if (agreed_ || now < ask_next_) return agreed_;
    const FileDescriptor silence{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    asked_ = std::max(start_child(process_->rules.ready.command, silence.get(), SIGKILL), 0);
    return false;
}

}  // namespace seqboard
