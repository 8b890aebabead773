#include "nodes/follower_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::FollowerNode>(argc, argv); }
