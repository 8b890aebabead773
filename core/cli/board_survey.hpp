// What is on a board right now: nodes, whether they live, how old their slots are.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::cli {

enum class Liveness : std::uint8_t {
    kLive,
    kStale,   ///< a process owns the node, its heartbeat is older than kHeartbeatLimit
    kDead,    ///< nobody owns the node; its last samples are still there
    kAbsent,  ///< the supervisor knows it, it has no segment yet
    kBroken,  ///< its segment cannot be trusted
};

/// Nodes show that they live every 100 ms; the rest is for a loaded machine.
inline constexpr Duration kHeartbeatLimit = std::chrono::seconds{1};

struct NodeView {
    std::string name;
    Liveness liveness = Liveness::kAbsent;
    std::uint32_t pid = 0;  ///< zero: unknown
    std::string fault{};    ///< kBroken: the sentence
    std::shared_ptr<AttachedSegment> segment{};
    std::optional<Sample<NodeStatus>> status{};
    std::optional<Duration> heartbeat_age{};
    std::optional<NodeSupervision> supervision{};

    /// READY, STARTING, STOPPING, or what the supervisor or the lock says of a node that is not alive.
    std::string state() const;
    /// It says so itself; of a program that knows no blackboard the supervisor does.
    bool ready() const;
    bool in_lockstep() const { return status && status->value.clock == ClockMode::kLockstep; }
};

class BoardSurvey {
public:
    explicit BoardSurvey(std::shared_ptr<Blackboard> board) : board_{std::move(board)} {}

    /// Looks again. Costs some system calls per node.
    void look();

    /// Sorted by name; nodes that only the supervisor knows are among them.
    const std::vector<NodeView>& nodes() const noexcept { return nodes_; }

    /// Null if there is no such node.
    const NodeView* find(std::string_view name) const;

    /// The node that offers a slot, one that lives before one that does not; null if none does.
    const NodeView* writer_of(std::string_view slot) const;
    std::vector<std::string> slot_names() const;

    const std::optional<Sample<SupervisorStatus>>& supervisor() const noexcept { return supervisor_; }
    const std::optional<Sample<MotorEnable>>& enable() const noexcept { return enable_; }

    /// Of a coordinator that lives or lived: where simulated time stands.
    const std::optional<ClockState>& clock() const noexcept { return clock_; }

    /// On a board whose time is simulated. What people write has no node that could say so.
    static bool is_stamped_in_real_time(const NodeView& node, std::string_view slot);

    /// Time since a sample was written, on the clock its stamp belongs to: what the runtime says of itself is stamped with
    /// real time, the rest with the board's. Nothing if the stamp says nothing today (another boot, another clock).
    std::optional<Duration> age(const NodeView& node, const SlotPlace& slot, const SampleHeader& header) const;

private:
    NodeView view(const std::string& name);
    void add_supervision();

    std::shared_ptr<Blackboard> board_;
    std::map<std::string, std::shared_ptr<AttachedSegment>> segments_;  ///< kept, or every look would map them anew
    std::vector<NodeView> nodes_;
    std::optional<Sample<SupervisorStatus>> supervisor_;
    std::optional<Sample<MotorEnable>> enable_;
    std::optional<ClockState> clock_;
    Time now_{};
};

using seqboard::text_of;  // of durations: the overloads below would hide it
const char* text_of(Liveness liveness);
const char* text_of(NodeState state);
const char* text_of(Supervised state);
const char* text_of(SystemMode mode);

}  // namespace seqboard::cli
