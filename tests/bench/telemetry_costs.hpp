// What people who look cost a robot.
#pragma once

namespace seqboard::bench {

/// A control loop beside a telemetry server with 100 clients and one that never reads, and beside neither, in turns of a second. Prints how
/// late its steps begin. True if the ratio is within what is promised.
bool print_telemetry_costs();

}  // namespace seqboard::bench
