#include "tests/supervision/spin_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::testing::SpinNode>(argc, argv); }
