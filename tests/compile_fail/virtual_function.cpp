// expect: Bad: a message is plain data; std::string, std::vector and virtual functions cannot cross processes
#include "core/message.hpp"

struct Bad {
    virtual ~Bad() = default;
    std::uint32_t count = 0;
};
SEQBOARD_MESSAGE(Bad, count);
