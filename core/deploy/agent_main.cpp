// seqboard_agent: see core/deploy/agent_program.hpp.
#include "core/deploy/agent_program.hpp"

int main(int argc, char** argv) { return seqboard::deploy::run_agent_program(argc, argv, {}); }
