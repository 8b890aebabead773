// expect: Bad.name: a message is plain data; std::string, std::vector and virtual functions cannot cross processes
#include "core/message.hpp"

#include <string>

struct Bad {
    std::string name;
};
SEQBOARD_MESSAGE(Bad, name);
