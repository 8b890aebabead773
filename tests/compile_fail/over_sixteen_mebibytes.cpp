// expect: Bad: a message holds at most 16 MiB
#include "core/message.hpp"

struct Bad {
    std::array<std::uint8_t, (16u << 20) + 4> pixels{};
};
SEQBOARD_MESSAGE(Bad, pixels);
