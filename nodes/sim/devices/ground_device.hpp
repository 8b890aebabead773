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
        float front_x_m = setup.param("ground_front_x_m", 0.09f, {0.0f, 1.0f});
        float rear_x_m = setup.param("ground_rear_x_m", -0.08f, {-1.0f, 0.0f});
        float y_m = setup.param("ground_y_m", 0.085f, {0.0f, 1.0f});
        Live<int> fault = setup.live_param("ground_fault", 0, {0, 2});  ///< front left: 1 broken wire, 2 sees floor everywhere
    };

    GroundDevice(const Params& params, EmulatedGpioBank& lines)
        : fault_{params.fault},
          ground_{lines, lines.index_of("ground_front_left"), params.active_low,
                  ground_places(params.front_x_m, params.rear_x_m, params.y_m)} {}

    void tell(const World& world, Time now) override {
        ground_.look(world.room(), world.body().position, world.body().heading_rad, GroundFault{fault_.value()}, now);
    }

private:
    Live<int> fault_;
    GroundModel ground_;
};

}  // namespace seqboard::sim
