// expect: a node needs static constexpr kPeriod
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

class BadNode {
public:
    static constexpr auto kPeriod = 20;
    struct Io {
        Setup& setup;
    };
    explicit BadNode(Io) {}
    void step(const Tick&) {}
};

NodeType misuse() { return node_type<BadNode>(); }
