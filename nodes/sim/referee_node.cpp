#include "nodes/sim/referee_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::sim::RefereeNode>(argc, argv); }
