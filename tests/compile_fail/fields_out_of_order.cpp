// expect: Bad: a field is missing from SEQBOARD_MESSAGE or out of order, or the struct has hidden padding
#include "core/message.hpp"

struct Bad {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
};
SEQBOARD_MESSAGE(Bad, right, left);
