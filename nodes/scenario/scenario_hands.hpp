// Does what a scenario's steps say.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/hil/slot_fault_plan.hpp"
#include "core/hil/trial.hpp"
#include "core/output.hpp"
#include "nodes/scenario/param_desk.hpp"

namespace seqboard::sim {

/// Parameters and the simulator's faults through ParamDesk, requests as a person's, faults of slots through slot_faults, signals to the
/// processes that the supervisor tells of.
class ScenarioHands final : public hil::Hands {
public:
    struct Config {
        std::string plant;  ///< the simulator's node
        std::string voice;  ///< the phrases that it hears: "ting=stop; qian jin=forward"
        std::uint32_t seed = 1;
    };

    ScenarioHands(Config config, const hil::Scenario& scenario, std::shared_ptr<Blackboard> board, Output<SlotFaults>& faults);

    void begin(const hil::Step& step) override;
    void end(const hil::Step& step) override;

    /// Once in every tick, after the trial's: what lasts goes on, what is due is sent, what was applied is counted.
    void tick(Time now);

    /// Why the run says nothing: a request was refused, a process was not there. Empty: nothing of the kind.
    const std::string& trouble() const noexcept { return trouble_; }

    /// The faults of slots that were never applied, by their steps' names.
    std::vector<std::string> without_effect() const;

    /// "none", "slot", "device" or "slot and device".
    std::string injection() const;

    /// Nodes that steps have killed, stopped or made to end.
    bool touched(const std::string& node) const;

private:
    struct Given {
        const hil::Step* step;
        std::uint32_t id;
        std::uint32_t applied = 0;
        std::uint32_t pid = 0;  ///< of the process that node.exit is meant for
    };
    struct Writer {
        std::string slot;
        std::shared_ptr<OwnedSegment> segment;
        std::unique_ptr<OutputPort> port;
        std::vector<std::byte> bytes;
        const hil::Step* lasting = nullptr;
    };
    struct Restored {
        const hil::Step* step;
        std::string node, param, value;
    };

    void say(const hil::Step& step);
    void set(const hil::Step& step);
    void write(const hil::Step& step);
    void begin_fault(const hil::Step& step);
    void end_fault(const hil::Step& step);
    void end_slot_fault(const hil::Step& step);
    void signal(const std::string& node, int number);
    void await_end(const std::string& node, std::uint32_t pid);
    std::uint32_t pid_of(const std::string& node);
    Writer& writer_of(const std::string& slot);
    void count_applied();
    void end_exits();
    void fail(const std::string& sentence);

    Config config_;
    const hil::Scenario& scenario_;
    std::shared_ptr<Blackboard> board_;
    Output<SlotFaults>& faults_port_;
    std::vector<BoardSlot> slots_;
    std::unique_ptr<ParamDesk> params_;
    StepContext context_;
    std::vector<Writer> writers_;
    std::vector<Restored> restored_;
    SlotFaults faults_;
    std::vector<Given> given_;
    std::vector<std::pair<const hil::Step*, std::uint32_t>> crash_loops_;  ///< and the process that was killed last
    std::vector<std::string> counted_nodes_;
    std::string trouble_;
    bool device_faults_ = false;
    std::uint32_t next_id_ = 1;
};

}  // namespace seqboard::sim
