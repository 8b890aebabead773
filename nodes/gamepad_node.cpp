#include "nodes/gamepad_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::GamepadNode>(argc, argv); }
