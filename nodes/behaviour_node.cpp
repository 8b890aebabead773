#include "nodes/behaviour_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::BehaviourNode>(argc, argv); }
