// Writes messages that show when they are torn.
#pragma once

#include "core/node.hpp"
#include "tests/scratch/pattern.hpp"

namespace seqboard::testing {

class PatternNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    struct Io {
        Setup& setup;
        Output<Pattern> pattern = setup.output<Pattern>("pattern");
    };
    explicit PatternNode(Io io) : io_{std::move(io)} {}

    /// Numbered by time, so that a new incarnation goes on where time stands.
    void step(const Tick& tick) { io_.pattern.write(pattern(static_cast<std::uint32_t>(tick.now.time_since_epoch() / kPeriod))); }

private:
    Io io_;
};

}  // namespace seqboard::testing
