// The command line and the supervisor, for a developer's machine.
#include "core/cli/program.hpp"
#include "nodes/gpio_enable_line.hpp"

int main(int argc, char** argv) {
    using namespace seqboard::cli;
#ifdef SEQBOARD_DEPLOYS
    return run_program(argc, argv, {add_bundle, add_deploy}, seqboard::gpio_enable_lines());
#else
    return run_program(argc, argv, {}, seqboard::gpio_enable_lines());
#endif
}
