// expect: Bad.heading: every floating-point field must end in a unit suffix, such as _m, _rad, _rad_s, _volt, _ratio
#include "core/message.hpp"

struct Bad {
    float heading = 0;
};
SEQBOARD_MESSAGE(Bad, heading);
