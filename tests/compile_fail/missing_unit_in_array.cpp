// expect: Bad.speed: every floating-point field must end in a unit suffix
#include "core/message.hpp"

struct Bad {
    std::array<float, 3> speed{};
};
SEQBOARD_MESSAGE(Bad, speed);
