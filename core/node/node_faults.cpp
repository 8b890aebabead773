#include "core/node/node_faults.hpp"

namespace seqboard {

NodeFaults::NodeFaults(const std::string& node, const std::string& from)
    : node_{node},
      asked_{"faults", slot_spec<SlotFaults>(std::string{kSlotFaultsSlot}), kForever, context_},
      counts_port_{"fault_counts", slot_spec<SlotFaultCounts>(node + ".faults"), context_} {
    asked_.rename(asked_.slot(), from);
}

void NodeFaults::tap(std::deque<OutputPort>& outputs) {
    for (OutputPort& output : outputs) output.use(&taps_.emplace_back(output.spec.name, output.spec.message_bytes));
}

void NodeFaults::bind(RingWriter writer, std::uint32_t epoch) {
    counts_port_.bind(writer, epoch);
    counts_port_.write(&counts_, sizeof counts_);
}

bool NodeFaults::connect(Blackboard& board) { return !asked_.lost(board, false) || asked_.connect(board); }

void NodeFaults::take() {
    const std::uint32_t head = asked_.ring.head();
    SampleHeader header;
    SlotFaults faults;
    if (head == seen_ || asked_.ring.latest(header, &faults, sizeof faults) != Copied::kWhole) return;
    seen_ = head;
    faults_ = faults;
    active_ = false;
    for (std::size_t place = 0; place < faults_.faults.size(); ++place) {
        active_ |= faults_.faults[place].id != 0;
        if (counts_.id[place] != faults_.faults[place].id) counts_.applied[place] = 0;
        counts_.id[place] = faults_.faults[place].id;
    }
    for (FaultTap& tap : taps_) tap.arm(faults_);
}

std::optional<int> NodeFaults::before_step(Time now) {
    context_.begin(now);
    take();
    if (!active_) return std::nullopt;
    for (std::size_t place = 0; place < faults_.faults.size(); ++place) {
        const SlotFault& fault = faults_.faults[place];
        if (fault.id == 0 || text_in(fault.target) != node_) continue;
        if (fault.kind == SlotFaultKind::kExit) return static_cast<int>(fault.magnitude());
        if (fault.kind != SlotFaultKind::kBurn) continue;
        ++counts_.applied[place];
        for (const Time until = monotonic_now() + whole_ns(fault.magnitude() * 1e9f); monotonic_now() < until;) continue;
    }
    return std::nullopt;
}

void NodeFaults::after_step() {
    if (!active_) return;
    for (FaultTap& tap : taps_) tap.collect(counts_);
    counts_port_.write(&counts_, sizeof counts_);
}

}  // namespace seqboard
