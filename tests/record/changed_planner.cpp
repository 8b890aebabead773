// The planner as change_planner.sh has changed it: its header comes from the folder of the build.
#include "nodes/planner_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::PlannerNode>(argc, argv); }
