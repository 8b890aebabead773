// expect: Bad: a field is missing from SEQBOARD_MESSAGE or out of order, or the struct has hidden padding
#include "core/message.hpp"

struct Bad {
    std::uint64_t stamp_ns = 0;
    std::uint32_t count = 0;
    [[gnu::packed]] std::uint64_t end_ns = 0;
    std::uint32_t reserved = 0;
};
SEQBOARD_MESSAGE(Bad, stamp_ns, count, end_ns, reserved);
