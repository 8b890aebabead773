// An emulated heading module on a pseudo terminal, and what can be wrong with it.
#pragma once

#include <vector>

#include "nodes/sim/bit_errors.hpp"
#include "nodes/sim/heading_model.hpp"
#include "nodes/sim/pseudo_terminal.hpp"
#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

/// A parameter of the simulator, so the numbers are an interface.
enum class HeadingFault : int { kNone = 0, kSilent = 1, kGarbage = 2, kWrongChecksum = 3, kTruncated = 4, kFrozen = 5 };

struct HeadingPtyConfig {
    std::string family = "jy61";  ///< or gy25
    int baud = 115200;            ///< a driver at another speed reads garbage
    bool await_arrival = true;    ///< see PseudoTerminal
    std::uint32_t seed = 1;       ///< of the garbage
};

class HeadingPty {
public:
    /// Throws StartError, see PseudoTerminal and make_heading_model.
    explicit HeadingPty(std::string link, const HeadingPtyConfig& config = {});

    /// Obeys what the driver has written and sends one measurement.
    void send(const InertialMotion& motion, HeadingFault fault = HeadingFault::kNone);

    /// From the next measurement on each bit that it sends flips with this probability.
    void set_bit_errors(float ratio) { wire_.set_ratio(ratio); }

    const std::string& link() const noexcept { return terminal_.link(); }

private:
    void obey();
    void spoil(HeadingFault fault);

    std::unique_ptr<HeadingModel> model_;
    int baud_;
    RandomStream random_;
    BitErrors wire_;
    PseudoTerminal terminal_;
    bool same_speed_ = false;  ///< module and driver
    std::vector<std::uint8_t> bytes_;
    std::vector<std::uint8_t> last_told_;  ///< what a module that has frozen repeats
};

}  // namespace seqboard::sim
