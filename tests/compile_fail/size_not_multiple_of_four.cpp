// expect: Bad: the size must be a multiple of 4 bytes; fill up with std::array<std::uint8_t, N> reserved
#include "core/message.hpp"

struct Bad {
    std::array<std::uint8_t, 3> level{};
};
SEQBOARD_MESSAGE(Bad, level);
