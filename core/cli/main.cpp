#include "core/cli/program.hpp"

int main(int argc, char** argv) { return seqboard::cli::run_program(argc, argv); }
