#include "nodes/hil/plant_link_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::hil::PlantLinkNode>(argc, argv); }
