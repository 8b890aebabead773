#include "tests/launch/nodes/world_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<WorldNode>(argc, argv); }
