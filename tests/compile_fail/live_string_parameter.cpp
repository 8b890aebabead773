// expect: a live parameter is a bool, a number or a Duration: to change a text would allocate in the loop
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

void misuse(Setup& setup) { auto text = setup.live_param<std::string>("device", "a", {"a", "z"}); }
