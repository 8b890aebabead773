#include "tests/launch/nodes/trouble_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<TroubleNode>(argc, argv); }
