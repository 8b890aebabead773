#include "core/cli/replayed_node.hpp"

#include <signal.h>
#include <unistd.h>

#include "core/exit_code.hpp"
#include "core/launch/child_process.hpp"
#include "core/segment/newest_sample.hpp"
#include "core/slot/futex.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kPatience = std::chrono::seconds{10};
constexpr Duration kLook = std::chrono::milliseconds{5};

}  // namespace

ReplayedNode::ReplayedNode(std::string name, const std::vector<std::string>& command_line, std::shared_ptr<Blackboard> board,
                           RingWriter& turns)
    : name_{std::move(name)}, board_{std::move(board)}, turns_{turns}, pid_{start_child(command_line, STDERR_FILENO, SIGKILL)} {
    if (pid_ < 0) throw StartError{ExitCode::kSystem, "node '" + name_ + "' cannot be started"};
}

ReplayedNode::~ReplayedNode() {
    if (pid_ <= 0) return;
    signal_group(pid_, SIGTERM);
    const Time limit = monotonic_now() + kPatience;
    while (!reap_child(pid_)) {
        if (monotonic_now() > limit) signal_group(pid_, SIGKILL);
        constexpr std::uint32_t kNever = 0;
        futex_wait(&kNever, kNever, kLook);
    }
}

/// Sleeps on the node's status, which it writes when it has stepped.
template <class Done>
void ReplayedNode::await(const char* what, Done&& done) {
    const Time limit = monotonic_now() + kPatience;
    static constexpr std::uint32_t kNever = 0;
    for (;;) {
        const std::uint32_t head = segment_ ? status_.head() : 0;
        if (done()) return;
        if (const auto code = reap_child(pid_)) {
            pid_ = 0;
            throw StartError{ExitCode::kFailed, "node '" + name_ + "' has ended with exit code " + std::to_string(*code) + " " + what};
        }
        if (monotonic_now() > limit)
            throw StartError{ExitCode::kFailed, "node '" + name_ + "' has been silent for " + text_of(kPatience) + " " + what};
        futex_wait(segment_ ? status_.head_word() : &kNever, head, kLook);
    }
}

void ReplayedNode::await_ready() {
    await("before it was ready", [&] {
        if (!segment_) segment_ = board_->attach_trusted(name_);
        const SlotPlace* const place = segment_ ? segment_->find(name_ + ".status") : nullptr;
        if (place == nullptr) return false;
        status_ = segment_->reader(*place);
        const auto status = newest<NodeStatus>(*segment_, name_ + ".status");
        if (!status || status->value.state != NodeState::kReady || status->value.inputs_missing != 0) return false;
        epoch_ = epoch_of(status->header);
        return true;
    });
}

void ReplayedNode::step(std::uint64_t now_ns, std::uint32_t tick) {
    const ClockTurn turn{.now_ns = now_ns, .tick = tick, .epoch = epoch_};
    turns_.publish({.stamp_ns = now_ns, .source_stamp_ns = now_ns, .flags = sample_flags(1)}, &turn, sizeof turn);
    futex_wake_all(turns_.head_word());
    await("in the middle of the replay", [&] {
        SampleHeader header;
        NodeStatus status;
        return status_.latest(header, &status, sizeof status) == Copied::kWhole && status.tick_done == tick;
    });
}

}  // namespace seqboard::cli
