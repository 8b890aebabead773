#include "nodes/range_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::RangeNode>(argc, argv); }
