// expect: Bad: a field is missing from SEQBOARD_MESSAGE or out of order, or the struct has hidden padding (reorder largest first, or fill the gap with std::array<std::uint8_t, N> reserved)
#include "core/message.hpp"

struct Bad {
    std::uint8_t kind = 0;
    std::uint32_t count = 0;
};
SEQBOARD_MESSAGE(Bad, kind, count);
