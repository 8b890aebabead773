#include "tests/faults/fault_watch_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::testing::FaultWatchNode>(argc, argv); }
