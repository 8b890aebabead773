#include "core/cli/program.hpp"

int main(int argc, char** argv) {
    using namespace seqboard::cli;
    return run_program(argc, argv,
                       {
#ifdef SEQBOARD_DEPLOYS
                           add_bundle, add_deploy,
#endif
#ifdef SEQBOARD_TRIES
                           add_hil,
#endif
                       });
}
