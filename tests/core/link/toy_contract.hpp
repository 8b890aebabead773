// A small robot's link.
#pragma once

#include "core/link/contract.hpp"

namespace seqboard::testing {

inline link::Contract toy_contract() {
    link::Contract contract;
    contract.sensors = {{"range", "Range", 0x37a57087cf20709d, 16}, {"encoder_counts", "EncoderCounts", 0x3e65bb0d21bb2fac, 8}};
    contract.actuators = {{"drive_command", "DriveCommand", 0x3f7cd45faeec26ed, 8}};
    contract.mirrors = {{"pose", "Pose", 0x52cdb3c32acc6a6a, 28}};
    return contract;
}

}  // namespace seqboard::testing
