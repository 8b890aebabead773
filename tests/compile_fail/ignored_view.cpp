// expect: nodiscard
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

void misuse(Input<Range>& input) {
    input.view([](const Range&) {});
}
