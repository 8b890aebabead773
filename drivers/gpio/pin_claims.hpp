// The pins of a node, as it tells `seqboard check` of them.
#pragma once

#include <vector>

#include "core/node/pin_claim.hpp"
#include "drivers/gpio/pin_refusal.hpp"

namespace seqboard {

/// Collects what a node's pins() returns. An empty name is a pin that is not used, and left out.
class PinClaims {
public:
    /// `backend` as open_gpio() takes it. Lines of an emulated bus are no pins of a chip, and a PCA9685's outputs have
    /// none of these pins' limits: only two nodes on one line are a mistake there.
    PinClaims& add(const char* parameter, const std::string& backend, const std::string& pin, PinUse use);

    /// `backend` as open_pwm() takes it: with software PWM any output will do.
    PinClaims& add_pwm(const char* parameter, const std::string& backend, const std::string& output);

    std::vector<PinClaim> all() const { return claims_; }

private:
    std::vector<PinClaim> claims_;
};

}  // namespace seqboard
