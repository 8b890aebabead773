// Reads patterns and counts those that it should not have been given.
#pragma once

#include "core/node.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/supervision/pattern_tally.hpp"

namespace seqboard::testing {

class PatternCheckNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr Duration kMaxAge = std::chrono::milliseconds{50};
    struct Io {
        Setup& setup;
        Input<Pattern> pattern = setup.input<Pattern>("pattern", kMaxAge);
        Input<PatternTally> before = setup.optional_input<PatternTally>("tally_before", kForever);  ///< its own slot, to outlive a restart
        Output<PatternTally> tally = setup.output<PatternTally>("pattern_tally");
    };
    explicit PatternCheckNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        if (tick.count == 0) tally_ = io_.before.read().value_or({});
        if (const auto seen = io_.pattern.read()) {
            const auto now = static_cast<std::uint32_t>(tick.now.time_since_epoch() / kPeriod);
            constexpr auto kOldest = static_cast<std::uint32_t>(kMaxAge / kPeriod);
            ++(is_whole(*seen) ? tally_.whole : tally_.torn);
            tally_.stale += now - seen->number > kOldest;
            tally_.backwards += seen->number < last_;
            last_ = seen->number;
        }
        io_.tally.write(tally_);
    }

private:
    Io io_;
    PatternTally tally_;
    std::uint32_t last_ = 0;
};

}  // namespace seqboard::testing
