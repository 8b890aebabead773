#include "tests/launch/nodes/source_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<SourceNode>(argc, argv); }
