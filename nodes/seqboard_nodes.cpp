// All stock nodes in one program: `seqboard_nodes TYPE [OPTION...] [--and TYPE [OPTION...]]...`.
#include "core/node.hpp"
#include "nodes/stock_nodes.hpp"

int main(int argc, char** argv) { return seqboard::run_nodes(seqboard::stock_nodes(), argc, argv); }
