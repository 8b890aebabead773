// expect: Bad.inner: not plain data; use fixed-width numbers
#include "core/message.hpp"

struct Inner {
    std::uint32_t count = 0;
};
struct Bad {
    Inner inner;
};
SEQBOARD_MESSAGE(Bad, inner);
