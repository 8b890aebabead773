// What the floor sensors see, as floor or cliff.
#pragma once

#include "core/messages/ground.hpp"
#include "core/node.hpp"

namespace seqboard {

/// Publishes GroundContact at every step, in the sensors' order of GroundLines. A cliff is "no reflection", so that a dark
/// sensor or a broken wire is one too; so are lines that nobody reports any more. A cliff is believed after `debounce`, a
/// floor after four times that.
class GroundNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};

    struct Io {
        Setup& setup;
        bool active_low = setup.param<bool>("active_low");  ///< true: a line is low where the floor reflects; vendors differ
        Duration debounce = setup.param<Duration>("debounce", std::chrono::milliseconds{10});
        Input<GroundLines> lines = setup.input<GroundLines>("ground_lines", std::chrono::milliseconds{50});
        Output<GroundContact> contact = setup.output<GroundContact>("ground_contact");
    };

    explicit GroundNode(Io io) : io_{std::move(io)} { contact_.cliff.fill(1); }

    void step(const Tick& tick) {
        if (const auto lines = io_.lines.read()) {
            for (std::size_t i = 0; i < contact_.cliff.size(); ++i) debounce(i, (lines->level[i] != 0) == io_.active_low, tick.now);
        } else {
            contact_.cliff.fill(1);
            pending_.fill(Time::max());
        }
        io_.contact.write(contact_);
    }

private:
    void debounce(std::size_t sensor, bool cliff, Time now) {
        Time& since = pending_[sensor];
        if (cliff == (contact_.cliff[sensor] != 0)) {
            since = Time::max();
        } else if (since == Time::max()) {
            since = now;
        } else if (now - since >= (cliff ? io_.debounce : 4 * io_.debounce)) {
            contact_.cliff[sensor] = cliff;
            since = Time::max();
        }
    }

    Io io_;
    GroundContact contact_;
    std::array<Time, 4> pending_{Time::max(), Time::max(), Time::max(), Time::max()};  ///< since when a line says otherwise
};

}  // namespace seqboard
