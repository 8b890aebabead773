// The one program of a board: command line, supervisor and all stock nodes, so that flash and memory hold their text once.
// The name it is called by says what it is: `seqboard` the command line, `seqboard_nodes` the node programs.
#include <string_view>

#include "core/cli/program.hpp"
#include "core/launch/node_catalog.hpp"
#include "core/node.hpp"
#include "nodes/gpio_enable_line.hpp"
#include "nodes/stock_nodes.hpp"

int main(int argc, char** argv) {
    std::string_view called = argc > 0 ? argv[0] : "";
    called.remove_prefix(called.rfind('/') + 1);
    if (called == seqboard::kMultiNodeProgram) return seqboard::run_nodes(seqboard::stock_nodes(), argc, argv);
    return seqboard::cli::run_program(argc, argv, {}, seqboard::gpio_enable_lines());
}
