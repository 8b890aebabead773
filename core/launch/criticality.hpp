// What the end of a node means to the robot.
#pragma once

#include <cstdint>
#include <string>

namespace seqboard {

enum class Criticality : std::uint8_t {
    kCritical,    ///< while it is down nothing may move
    kDegradable,  ///< the robot can go on with less
    kOptional,    ///< nobody misses it
};

/// What happens when a node is given up. Its default follows from the node's criticality: a safe stop, the mode rules (which see
/// that it failed), a line in the log.
struct GiveUpRule {
    enum class Kind : std::uint8_t {
        kByCriticality,
        kSafeStop,  ///< the motors are disabled until somebody resumes
        kMode,      ///< the mode of that name is in force from then on
        kLog,
    };
    Kind kind = Kind::kByCriticality;
    std::string mode;  ///< kMode
    bool operator==(const GiveUpRule&) const = default;
};

}  // namespace seqboard
