// The floor sensors, on GPIO lines.
#pragma once

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/ground_model.hpp"

namespace seqboard::sim {

class GroundDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        bool active_low = setup.param("ground_active_low", true);
        Live<int> fault = setup.live_param("ground_fault", 0, {0, 2});  ///< front left: 1 broken wire, 2 sees floor everywhere
    };

    GroundDevice(const Params& params, EmulatedGpioBank& lines)
        : fault_{params.fault}, ground_{lines, lines.index_of("ground_front_left"), params.active_low} {}

    void tell(const World& world, Time now) override {
        ground_.look(world.room(), world.body().position, world.body().heading_rad, GroundFault{fault_.value()}, now);
    }

private:
    Live<int> fault_;
    GroundModel ground_;
};

}  // namespace seqboard::sim
