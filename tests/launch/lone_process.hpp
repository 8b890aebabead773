// A process under supervision without a supervisor: its node is the test's, its time is turned by the test.
#pragma once

#include "core/launch/process_list.hpp"
#include "core/messages/node_status.hpp"
#include "core/port/output_port.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// One node's process. Without another command line it is `true`, which ends at once, and nobody but end() looks. What the node says is said by the
/// test.
class LoneProcess {
public:
    static constexpr Time kStart{std::chrono::seconds{100}};

    /// The node's own slots, but for its status.
    explicit LoneProcess(PlannedProcess plan, const std::vector<SlotSpec>& slots = {}) : plan_{std::move(plan)} {
        if (plan_.command_line.empty()) plan_.command_line = {"/bin/true"};
        const std::string& node = plan_.nodes.front().name;
        status_.emplace("status", slot_spec<NodeStatus>(node + ".status"), context_);
        std::vector<SlotSpec> all = {status_->spec};
        all.insert(all.end(), slots.begin(), slots.end());
        segment_ = board_->create(node, all);
        status_->bind(segment_->writer(0), segment_->epoch());
        std::filesystem::create_directories(log_folder());
        processes_.add(std::make_unique<SupervisedProcess>(plan_, *board_, log_folder(), observer_));
    }

    SupervisedProcess& operator*() { return processes_[0]; }
    SupervisedProcess* operator->() { return &processes_[0]; }

    /// Starts it, and makes its node say that it is ready.
    void become_ready(Time now) {
        if (processes_[0].state() == Supervised::kDown) processes_[0].start();
        context_.begin(now);
        const NodeStatus status{.state = NodeState::kReady};
        status_->write(&status, sizeof status);
        processes_[0].advance(*board_, true, now, now);
    }

    void advance(Time now, bool released = false) { processes_[0].advance(*board_, released, now, now); }

    /// Its process has ended, as if with this exit code.
    void end(int exit_code, Time now) {
        eventually([&] { return processes_[0].reap().has_value(); });
        processes_[0].on_death(exit_code, now);
    }

    std::string log_folder() const { return scratch_.directory() + "/log"; }
    ProcessList& list() { return processes_; }
    Blackboard& board() { return *board_; }
    OwnedSegment& segment() { return *segment_; }
    const LaunchObserver& observer() const { return observer_; }
    std::vector<std::string> said;  ///< "PROCESS: TEXT" of all events

private:
    ScratchBoard scratch_;
    std::shared_ptr<Blackboard> board_ = Blackboard::open(scratch_.place());
    LaunchObserver observer_{.on_event = [this](const LaunchEvent& event) { said.push_back(event.process + ": " + event.text); }};
    PlannedProcess plan_;
    StepContext context_;
    std::optional<OutputPort> status_;
    std::shared_ptr<OwnedSegment> segment_;
    ProcessList processes_;
};

inline PlannedProcess planned(const std::string& name) {
    PlannedProcess process;
    process.name = name;
    process.nodes.push_back({.name = name, .type = "some_node"});
    process.restart.delays = {Duration::zero()};
    return process;
}

}  // namespace seqboard::testing
