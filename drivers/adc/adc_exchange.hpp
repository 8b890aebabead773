// What an emulated converter and its drivers say to each other: one question, one answer, both on the same machine.
#pragma once

#include <cstdint>

namespace seqboard {

struct AdcQuestion {
    std::uint32_t channel = 0;
};

struct AdcAnswer {
    std::uint32_t has_channel = 0;
    float pin_volt = 0;
};

}  // namespace seqboard
