// A node set that a test has brought up, on a board of its own.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/supervision.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// One run of the seqboard program.
struct Outcome {
    int exit_code = 0;
    std::string text;  ///< what it printed
};

class RunningSet {
public:
    /// Writes the YAML file. `nodes` is the text under `nodes:`.
    explicit RunningSet(const std::string& nodes, const std::string& head = "");

    /// Kills what is left.
    ~RunningSet();
    RunningSet(const RunningSet&) = delete;
    RunningSet& operator=(const RunningSet&) = delete;

    /// seqboard up in the background; its output is kept. Returns its process.
    pid_t up();

    /// How that one ended, and what it printed; waits for it.
    Outcome wait(pid_t pid);
    Outcome wait() { return wait(up_); }
    std::string printed() const;

    /// Waits for these words in what it prints, one after the other: a supervisor publishes first and prints later.
    bool says_in_turn(const std::vector<std::string>& words) const;
    bool says(const std::string& words) const { return says_in_turn({words}); }

    /// Runs a seqboard command to its end.
    Outcome run(const std::vector<std::string>& words) const;

    /// Nothing while the slot does not exist or was never written.
    std::optional<NodeSupervision> supervision(const std::string& node);
    std::optional<SupervisorStatus> supervisor();
    std::optional<MotorEnable> enable();
    bool is(const std::string& node, Supervised state);
    bool is(SystemMode mode);

    /// To the process of a node, as the supervisor knows it.
    void signal(const std::string& node, int signal);
    bool owned(const std::string& node) { return board_->backend().owner(node).has_value(); }

    Blackboard& board() { return *board_; }
    const ScratchBoard& scratch() const { return scratch_; }
    std::string file() const { return scratch_.root() + ".yaml"; }
    std::string log(const std::string& node) const;

    /// What lies on the board but logs.
    std::vector<std::string> leftovers() const;

private:
    pid_t start(const std::vector<std::string>& words, const std::string& output) const;

    ScratchBoard scratch_;
    std::shared_ptr<Blackboard> board_;
    pid_t up_ = 0;
    std::vector<pid_t> children_;
};

/// The newest sample of a slot.
template <Message T>
std::optional<T> newest(Blackboard& board, const std::string& node, const std::string& slot, SampleHeader* header = nullptr) {
    const auto segment = board.attach_trusted(node);
    const SlotPlace* const place = segment ? segment->find(slot) : nullptr;
    SampleHeader found;
    T value;
    if (place == nullptr || segment->reader(*place).latest(found, &value, sizeof value) != Copied::kWhole) return std::nullopt;
    if (header != nullptr) *header = found;
    return value;
}

}  // namespace seqboard::testing
