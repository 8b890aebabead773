// expect: Bad.level: not plain data; use fixed-width numbers, bool, enums with a written width (enum class E : std::uint8_t), std::array of those, or other messages
#include "core/message.hpp"

struct Bad {
    std::uint32_t level[4] = {};
};
SEQBOARD_MESSAGE(Bad, level);
