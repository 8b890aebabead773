#include "nodes/record/recorder_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::RecorderNode>(argc, argv); }
