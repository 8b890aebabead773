#include "tests/faults/edge_drive_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::testing::EdgeDriveNode>(argc, argv); }
