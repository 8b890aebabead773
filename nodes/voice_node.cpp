#include "nodes/voice_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<seqboard::VoiceNode>(argc, argv); }
