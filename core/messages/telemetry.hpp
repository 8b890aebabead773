// Who looks at a robot from outside, and who of them commands it.
#pragma once

#include "core/message.hpp"

namespace seqboard {

/// What the telemetry node does. Clients are numbers from 1, which each is told when it connects; 0 is none.
struct TelemetryState {
    std::uint32_t clients = 0;
    std::uint32_t holder = 0;           ///< commands the robot
    std::uint32_t waiting = 0;          ///< has asked for the command first
    std::uint32_t refused = 0;          ///< since the node started: connections by name, origin or number
    std::uint32_t wrong_tokens = 0;     ///< since the node started
    std::uint32_t dropped = 0;          ///< since the node started: clients that sent too much or read too little
    std::uint32_t sent_bytes = 0;       ///< wraps
    std::uint32_t skipped_samples = 0;  ///< since the node started: newer ones were there when a client could take the next; wraps
};
SEQBOARD_MESSAGE(TelemetryState, clients, holder, waiting, refused, wrong_tokens, dropped, sent_bytes, skipped_samples);

}  // namespace seqboard
