// What both processes of a mixed test have: a slot of their own that wakes its readers, and a look at the other's.
#pragma once

#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/input.hpp"
#include "core/output.hpp"
#include "tests/scratch/pattern.hpp"

namespace seqboard::testing {

inline constexpr Duration kPatience = std::chrono::seconds{30};  ///< for what a test that passes does at once

inline std::vector<SlotSpec> mixed_slot(const std::string& node) {
    SlotSpec spec = slot_spec<Pattern>(node + ".slot");
    spec.notify = true;
    return {spec};
}

/// Input and output of one node, connected as its runtime would: by name and fingerprint.
struct MixedPort {
    MixedPort(Blackboard& board, const std::string& other, const OwnedSegment& own, const std::string& node)
        : input_port{other + ".slot", slot_spec<Pattern>(other + ".slot"), kForever, context},
          output_port{node + ".slot", mixed_slot(node).front(), context} {
        connected = input_port.connect(board);
        output_port.bind(own.writer(0), own.epoch());
    }
    StepContext context;
    InputPort input_port;
    OutputPort output_port;
    Input<Pattern> input{input_port};
    Output<Pattern> output{output_port};
    bool connected = false;
};

}  // namespace seqboard::testing
