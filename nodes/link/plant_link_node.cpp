#include "nodes/link/plant_link_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::link::PlantLinkNode>(argc, argv); }
