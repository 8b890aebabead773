// A lamp that turns: a node with a message of its own.
#pragma once

#include "core/node.hpp"

namespace beacon {

/// Where the lamp points.
struct Lamp {
    float bearing_rad = 0;    ///< from the robot's x axis, left positive, -pi to pi
    std::uint32_t turns = 0;  ///< whole turns since the start
};
SEQBOARD_MESSAGE(Lamp, bearing_rad, turns);

class BeaconNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        seqboard::Setup& setup;
        seqboard::Live<float> turn_rate_rad_s = setup.live_param("turn_rate_rad_s", 1.0f, seqboard::Limits<float>{0.0f, 10.0f});
        seqboard::Output<Lamp> lamp = setup.output<Lamp>("lamp");
    };

    explicit BeaconNode(Io io) : io_{std::move(io)} {}

    void step(const seqboard::Tick& tick) {
        constexpr float kPi = 3.14159265f;
        lamp_.bearing_rad += io_.turn_rate_rad_s * seqboard::seconds_of(tick.period);
        if (lamp_.bearing_rad > kPi) {
            lamp_.bearing_rad -= 2 * kPi;
            ++lamp_.turns;
        }
        io_.lamp.write(lamp_);
    }

private:
    Io io_;
    Lamp lamp_;
};

}  // namespace beacon
