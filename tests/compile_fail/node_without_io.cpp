// expect: a node needs a nested struct Io: its parameters and ports, one line each
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

class BadNode {
public:
    static constexpr auto kPeriod = 20ms;
    void step(const Tick&) {}
};

NodeType misuse() { return node_type<BadNode>(); }
