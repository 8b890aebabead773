#include "tests/launch/nodes/sink_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<SinkNode>(argc, argv); }
