// The ultrasonic sensor on the head, on GPIO lines.
#pragma once

#include <utility>

#include "core/setup.hpp"
#include "nodes/sim/devices/device.hpp"
#include "nodes/sim/hc_sr04_model.hpp"
#include "nodes/sim/sonar_model.hpp"

namespace seqboard::sim {

class SonarDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        float x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});
        Live<int> fault = setup.live_param("sonar_fault", 0, {0, 3});  ///< 1 unplugged, 2 stuck high, 3 cross-talk
    };

    SonarDevice(const Params& params, const WorldConfig& world, EmulatedGpioBank& lines)
        : fault_{params.fault},
          x_m_{params.x_m},
          sonar_{{.air_celsius = world.air_celsius}, world.seed},
          transducer_{lines, lines.index_of("sonar_trigger"), lines.index_of("sonar_echo")} {}

    void move(World&) override {
        const auto fault = SonarFault{fault_.value()};
        if (std::exchange(last_fault_, fault) != fault) transducer_.recover();
    }

    void hear(const World& world, const EmulatedGpioBank::Change& change) override {
        if (!transducer_.is_ping(change)) return;
        const PlantState& body = world.body();
        const Point from = from_body(body.position, body.heading_rad, {x_m_, 0});
        transducer_.answer(change, sonar_.echo_s(world.room(), from, body.heading_rad + world.pan().angle_rad()), last_fault_);
    }

private:
    Live<int> fault_;
    float x_m_;
    SonarModel sonar_;
    HcSr04Model transducer_;
    SonarFault last_fault_ = SonarFault::kNone;
};

}  // namespace seqboard::sim
