// What recording keeps up with on this machine.
#pragma once

namespace seqboard::bench {

/// Writes 100 000 samples a second into a hundred slots for two seconds and records them to disk beside that; prints what came of it.
/// True if no sample was missed.
bool print_recording_costs();

}  // namespace seqboard::bench
