#include "core/cli/program.hpp"

int main(int argc, char** argv) {
    using namespace seqboard::cli;
#ifdef SEQBOARD_DEPLOYS
    return run_program(argc, argv, {add_bundle, add_deploy, add_hil});
#else
    return run_program(argc, argv, {add_hil});
#endif
}
