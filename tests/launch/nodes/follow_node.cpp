#include "tests/launch/nodes/follow_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<FollowNode>(argc, argv); }
