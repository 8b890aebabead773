// The slots of the node `operator`, the same for whoever makes its segment.
#pragma once

#include <vector>

#include "core/messages/operator_request.hpp"
#include "core/port/output_port.hpp"

namespace seqboard {

/// Requests to nodes, to the supervisor, to a flight recorder; in this order.
inline std::vector<SlotSpec> operator_slots() {
    return {slot_spec<ParamRequest>(std::string{kParamRequestSlot}), slot_spec<LaunchRequest>(std::string{kLaunchRequestSlot}),
            slot_spec<RecordRequest>(std::string{kRecordRequestSlot})};
}

}  // namespace seqboard
