#include "nodes/map_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::MapNode>(argc, argv); }
