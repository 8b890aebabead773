// expect: a node needs a constructor that takes its Io by value
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

class BadNode {
public:
    static constexpr auto kPeriod = 20ms;
    struct Io {
        Setup& setup;
    };
    void step(const Tick&) {}
};

NodeType misuse() { return node_type<BadNode>(); }
