// The motors' enable line, as the supervisor sees it. What it is on is the business of whoever links the program: core knows no drivers.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/launch/safety_rule.hpp"
#include "core/node/pin_claim.hpp"

namespace seqboard {

/// Low when it is made. One thread.
class EnableLine {
public:
    virtual ~EnableLine() = default;

    /// False: the line may not be what it was told.
    virtual bool set(bool enabled) noexcept = 0;
};

/// How a program reaches such lines.
struct EnableLineDriver {
    /// Throws StartError: no such line, busy.
    std::function<std::unique_ptr<EnableLine>(const SafetyRule& rule)> open;

    /// The pin that it will hold, for the check of a node set; its `parameter` is "enable_line".
    std::function<std::vector<PinClaim>(const SafetyRule& rule)> pins;
};

}  // namespace seqboard
