#include "nodes/scenario/scenario_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::sim::ScenarioNode>(argc, argv); }
