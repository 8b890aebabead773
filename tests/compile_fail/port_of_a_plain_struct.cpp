// expect: Message
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

struct Plain {
    int count = 0;
};
void misuse(Setup& setup) { auto output = setup.output<Plain>("count"); }
