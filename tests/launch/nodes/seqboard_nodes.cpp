// Several node types in one program, for nodes that share a process.
#include "tests/launch/nodes/follow_node.hpp"
#include "tests/launch/nodes/source_node.hpp"

int main(int argc, char** argv) {
    return seqboard::run_nodes({seqboard::node_type<SourceNode>(), seqboard::node_type<FollowNode>()}, argc, argv);
}
