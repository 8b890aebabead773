// Which slots of a board tell of the world that its clock belongs to.
#pragma once

#include <string_view>

namespace seqboard {

/// False for what is stamped with CLOCK_MONOTONIC also where the board's time is simulated, or is about the run and not the robot: *.status,
/// *.params, supervisor.*, operator.*, clock, clock.*, link_status, recording, flight_recording, player and player_control. The rest is the same in every run with the same seed.
constexpr bool is_simulated(std::string_view slot) {
    return !slot.ends_with(".status") && !slot.ends_with(".params") && !slot.starts_with("supervisor.") && !slot.starts_with("operator.") &&
           !slot.starts_with("clock.") && slot != "clock" && slot != "link_status" && slot != "recording" && slot != "flight_recording" &&
           slot != "player" && slot != "player_control";
}

}  // namespace seqboard
