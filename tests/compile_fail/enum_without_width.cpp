// expect: Bad.gear: not plain data; use fixed-width numbers, bool, enums with a written width
#include "core/message.hpp"

enum Gear { kPark, kDrive };
struct Bad {
    Gear gear = kPark;
};
SEQBOARD_MESSAGE(Bad, gear);
