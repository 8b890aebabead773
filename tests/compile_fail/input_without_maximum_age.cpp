// expect: no matching function
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

void misuse(Setup& setup) { auto input = setup.input<Range>("front"); }
