// Every byte of a board as text: what must be the same on each architecture.
#pragma once

#include <string>

namespace seqboard::testing {

/// One line per message with its size and fingerprint, one per field with its offset; the same for the structs of a segment, and the
/// hash of a whole segment's header. Nothing in it depends on the machine, the process or the time.
std::string layout_table();

}  // namespace seqboard::testing
