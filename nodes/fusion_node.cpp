#include "nodes/fusion_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::FusionNode>(argc, argv); }
