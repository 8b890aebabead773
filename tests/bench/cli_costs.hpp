// How long a person waits for an answer of the command line.
#pragma once

namespace seqboard::bench {

/// Brings the reference robot up on a board of its own, asks it everything 15 times, prints the medians. True if each is
/// within what is promised.
bool print_cli_costs();

}  // namespace seqboard::bench
