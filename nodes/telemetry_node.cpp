#include "nodes/telemetry_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::TelemetryNode>(argc, argv); }
