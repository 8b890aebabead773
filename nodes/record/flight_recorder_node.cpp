#include "nodes/record/flight_recorder_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::FlightRecorderNode>(argc, argv); }
