#include "nodes/hil/board_link_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::hil::BoardLinkNode>(argc, argv); }
