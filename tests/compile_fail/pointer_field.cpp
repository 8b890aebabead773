// expect: Bad.next: pointers cannot cross processes; use numbers, enums, arrays of them, or other messages
#include "core/message.hpp"

struct Bad {
    const float* next = nullptr;
};
SEQBOARD_MESSAGE(Bad, next);
