#include "tests/launch/nodes/plant_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<PlantNode>(argc, argv); }
