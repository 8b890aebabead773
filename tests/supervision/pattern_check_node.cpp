#include "tests/supervision/pattern_check_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::testing::PatternCheckNode>(argc, argv); }
