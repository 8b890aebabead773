#include "nodes/head_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::HeadNode>(argc, argv); }
