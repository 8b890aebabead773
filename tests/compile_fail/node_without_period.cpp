// expect: a node needs static constexpr kPeriod, for example std::chrono::milliseconds{20}, or kTrigger, the name of the input whose news make it step
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

class BadNode {
public:
    struct Io {
        Setup& setup;
    };
    explicit BadNode(Io) {}
    void step(const Tick&) {}
};

NodeType misuse() { return node_type<BadNode>(); }
