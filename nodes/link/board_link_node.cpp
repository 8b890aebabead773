#include "nodes/link/board_link_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::link::BoardLinkNode>(argc, argv); }
