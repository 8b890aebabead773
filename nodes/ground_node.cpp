#include "nodes/ground_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::GroundNode>(argc, argv); }
