#include "nodes/wheel_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::WheelNode>(argc, argv); }
