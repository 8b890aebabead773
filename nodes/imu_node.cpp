#include "nodes/imu_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::ImuNode>(argc, argv); }
