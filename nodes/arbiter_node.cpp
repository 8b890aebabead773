#include "nodes/arbiter_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::ArbiterNode>(argc, argv); }
