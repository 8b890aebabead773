#include "nodes/camera_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::CameraNode>(argc, argv); }
