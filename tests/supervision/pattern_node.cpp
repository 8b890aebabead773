#include "tests/supervision/pattern_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::testing::PatternNode>(argc, argv); }
