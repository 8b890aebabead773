// expect: Bad.heading_deg: every floating-point field must end in a unit suffix
#include "core/message.hpp"

struct Bad {
    float heading_deg = 0;
};
SEQBOARD_MESSAGE(Bad, heading_deg);
