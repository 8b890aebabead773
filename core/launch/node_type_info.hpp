// What a node program says of itself with --describe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/node/parameter.hpp"
#include "core/node/pin_claim.hpp"

namespace seqboard {

struct PortInfo {
    std::string port;
    std::string message;
    std::string fingerprint;  ///< of the message's layout, in hexadecimal
    std::uint32_t message_bytes = 0;
    std::uint32_t cells = 0;  ///< outputs
    bool optional = false;    ///< inputs: need not be fed
    std::string schema{};     ///< the message's fields, as in a segment
};

struct NodeTypeInfo {
    std::string type;
    Duration period{};    ///< zero: triggered
    std::string trigger;  ///< the input whose news make it step
    bool drives_clock = false;
    bool drives_actuators = false;
    bool steps_last = false;         ///< in lock-step after all others
    std::string self_test = "none";  ///< "none", "rests" or "moves": what the robot does meanwhile
    std::vector<Parameter> params;
    std::vector<PortInfo> inputs;
    std::vector<PortInfo> outputs;
    std::vector<PinClaim> pins;  ///< with the parameters that it was asked with
};

/// Throws StartError{kBug} with a sentence if the text is not what --describe prints.
NodeTypeInfo parse_node_type(std::string_view json);

}  // namespace seqboard
