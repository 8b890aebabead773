#include "core/cli/program.hpp"

int main(int argc, char** argv) {
    using namespace seqboard::cli;
#ifdef SEQBOARD_DEPLOYS
    return run_program(argc, argv, {add_bundle, add_deploy});
#else
    return run_program(argc, argv);
#endif
}
