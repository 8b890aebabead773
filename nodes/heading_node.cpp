#include "nodes/heading_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::HeadingNode>(argc, argv); }
