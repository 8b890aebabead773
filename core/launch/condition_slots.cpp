#include "core/launch/condition_slots.hpp"

#include "core/messages/node_status.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard {

SlotSpec spec_of(const WiredOutput& output) {
    return {.name = output.slot,
            .message = output.info.message,
            .schema = output.info.schema,
            .fingerprint = std::stoull(output.info.fingerprint, nullptr, 16),
            .message_bytes = output.info.message_bytes,
            .cells = output.info.cells};
}

std::vector<BoardSlot> condition_slots(const Wiring& wiring) {
    std::vector<BoardSlot> slots;
    for (const WiredOutput& output : wiring.outputs) {
        if (!output.port.empty()) slots.push_back({spec_of(output), output.node});
        else if (output.info.message == message_name<NodeStatus>()) slots.push_back({slot_spec<NodeStatus>(output.slot), output.node});
        else if (output.info.message == message_name<NodeSupervision>())
            slots.push_back({slot_spec<NodeSupervision>(output.slot), output.node});
    }
    return slots;
}

}  // namespace seqboard
