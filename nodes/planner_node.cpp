#include "nodes/planner_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::PlannerNode>(argc, argv); }
