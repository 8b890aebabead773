// What a run has left on the machine.
#pragma once

#include <string>

namespace seqboard::hil {

/// Looks for processes that have `root` on their command line, for at most a second while they end, and for files below it: boards, sockets,
/// pseudo terminals' links; logs may stay. Ends what is left, removes `root`, and says what there was. Empty: nothing.
std::string clear_leftovers(const std::string& root);

}  // namespace seqboard::hil
