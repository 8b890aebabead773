// expect: a node needs void step(const seqboard::Tick&)
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
    explicit BadNode(Io) {}
};

NodeType misuse() { return node_type<BadNode>(); }
