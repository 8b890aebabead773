// How the link between a simulated plant and a board fares.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class LinkPhase : std::uint8_t {
    kGreeting,  ///< no board has answered yet
    kLinked,
    kLost,  ///< the run is invalid: the link, not the robot, ended it
};

/// Counts are since the start; board_* is what the board has counted, as of its last report.
struct LinkStatus {
    std::uint32_t steps = 0;
    std::uint32_t frames_sent = 0;
    std::uint32_t frames_received = 0;
    std::uint32_t frames_lost = 0;  ///< gaps in the board's numbers: lost, or overtaken
    std::uint32_t crc_errors = 0;
    std::uint32_t repeats = 0;  ///< steps asked for again
    std::uint32_t board_frames_received = 0;
    std::uint32_t board_frames_lost = 0;
    std::uint32_t board_crc_errors = 0;
    float loss_ratio = 0;    ///< the larger one of both directions
    float answer_age_s = 0;  ///< real time: mean, from the sensors that an answer is to until it is here
    float jitter_s = 0;      ///< real time: 99 of 100 answers come within this of their time
    float round_trip_s = 0;  ///< real time: of the line alone; zero before it was measured
    LinkPhase phase = LinkPhase::kGreeting;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(LinkStatus, steps, frames_sent, frames_received, frames_lost, crc_errors, repeats, board_frames_received,
                 board_frames_lost, board_crc_errors, loss_ratio, answer_age_s, jitter_s, round_trip_s, phase, reserved);

}  // namespace seqboard
