// A pin that a node will hold, told before anything is opened.
#pragma once

#include <string>

namespace seqboard {

/// A node class with pins has `static std::vector<PinClaim> pins(const Io&)`. The node knows its drivers and they know the board; who
/// checks a node set compares words.
struct PinClaim {
    std::string parameter;  ///< that names it: "echo"
    std::string pin;        ///< one word for one pin, whatever the node set calls it: "GPF4", "gpiochip0/4"
    std::string refusal;    ///< why it cannot be used so: "GPB1 cannot interrupt, ..."; empty: it can
};

}  // namespace seqboard
