// A node's side of the faults that a test puts into it.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "core/port/fault_tap.hpp"
#include "core/port/input_port.hpp"
#include "core/port/output_port.hpp"

namespace seqboard {

/// Only in a node that was told whose slot_faults to obey. What is applied it counts in its slot <node>.faults.
class NodeFaults {
public:
    NodeFaults(const std::string& node, const std::string& from);

    /// Puts a tap into each of the node's outputs, which have their specs.
    void tap(std::deque<OutputPort>& outputs);

    SlotSpec counts_spec() const { return counts_port_.spec; }
    void bind(RingWriter writer, std::uint32_t epoch);

    /// Finds the slot; false while it is not there. Not for the loop.
    bool connect(Blackboard& board);

    /// Before a step at this board time: takes what is asked, and burns the time that it asks for. The exit code with which the node is to
    /// end, if it is.
    std::optional<int> before_step(Time now);

    /// After a step: publishes the counts while there are faults.
    void after_step();

private:
    void take();

    std::string node_;
    StepContext context_;
    InputPort asked_;
    OutputPort counts_port_;
    std::deque<FaultTap> taps_;
    std::uint32_t seen_ = 0;
    SlotFaults faults_;
    SlotFaultCounts counts_;
    bool active_ = false;
};

}  // namespace seqboard
