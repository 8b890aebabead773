#include "beacon_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<beacon::BeaconNode>(argc, argv); }
