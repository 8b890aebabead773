// expect: Bad.names: a message is plain data; std::string, std::vector and virtual functions cannot cross processes
#include "core/message.hpp"

#include <string>

struct Bad {
    std::array<std::string, 2> names;
};
SEQBOARD_MESSAGE(Bad, names);
