// expect: Bad.points: a message is plain data; std::string, std::vector and virtual functions cannot cross processes
#include "core/message.hpp"

#include <vector>

struct Bad {
    std::vector<int> points;
};
SEQBOARD_MESSAGE(Bad, points);
