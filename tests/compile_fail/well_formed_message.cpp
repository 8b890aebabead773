// compiles: the frame around the misuses of messages is right
#include "core/message.hpp"

enum class Gear : std::uint8_t { kPark, kDrive };
struct Good {
    std::uint64_t stamp_ns = 0;
    std::array<float, 3> speed_m_s{};
    Gear gear = Gear::kPark;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(Good, stamp_ns, speed_m_s, gear, reserved);
