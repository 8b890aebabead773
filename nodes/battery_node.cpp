#include "nodes/battery_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::BatteryNode>(argc, argv); }
