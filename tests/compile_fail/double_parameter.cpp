// expect: a parameter is a bool, int, float (write 1.0f), Duration (write 250ms) or std::string
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

void misuse(Setup& setup) { auto gain = setup.param("gain_ratio", 1.0); }
