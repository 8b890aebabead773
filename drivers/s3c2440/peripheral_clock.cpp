#include "drivers/s3c2440/peripheral_clock.hpp"

namespace seqboard {

std::uint32_t S3c2440Clocks::peripheral_hz(std::uint32_t crystal_hz) const noexcept {
    const std::uint32_t m = ((mpllcon >> 12) & 0xffu) + 8, p = ((mpllcon >> 4) & 0x3fu) + 2, s = mpllcon & 3u;
    const std::uint64_t core_hz = std::uint64_t{2} * m * crystal_hz / (p << s);
    std::uint32_t divider = 1;
    switch ((clkdivn >> 1) & 3u) {
        case 1: divider = 2; break;
        case 2: divider = (camdivn & 0x200u) != 0 ? 8 : 4; break;
        case 3: divider = (camdivn & 0x100u) != 0 ? 6 : 3; break;
        default: break;
    }
    return static_cast<std::uint32_t>(core_hz / divider / ((clkdivn & 1u) != 0 ? 2 : 1));
}

}  // namespace seqboard
