#include "nodes/sim/sim_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::sim::SimNode>(argc, argv); }
