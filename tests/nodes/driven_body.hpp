// The wheel node, its drivers, and the simulated body and heading module, in one process and stepped.
#pragma once

#include <map>
#include <string>

#include "core/testing/bench.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/wheel_node.hpp"
#include "tests/nodes/emulated_wheels.hpp"

namespace seqboard::testing {

/// Deterministic: the same seed gives the same drive. Ground is everywhere.
class DrivenBody {
public:
    static constexpr Duration kStep = WheelNode::kPeriod;

    explicit DrivenBody(std::uint32_t seed, std::map<std::string, std::string> params = {})
        : plant_{{}, seed, {}, 0}, gyro_{{}, seed}, node_{wheels_.params(std::move(params))} {
        pass(node_.now());
    }

    /// One step of the node, then as much of the world.
    void step(const DriveCommand& command, const sim::PlantDisturbance& disturbance) {
        plant_.disturb(disturbance);
        node_.set("drive_command", command);
        node_.set("ground_contact", GroundContact{});
        if (heading_goes_on) node_.set("heading", Heading{.heading_rad = gyro_.yaw_rad(), .yaw_rate_rad_s = gyro_.rate_rad_s()});
        node_.step();
        pass(node_.now());
        node_.advance(kStep);
    }

    float heading_rad() const noexcept { return plant_.state().heading_rad; }  ///< the true one
    const sim::Plant& plant() const noexcept { return plant_; }
    Bench<WheelNode>& node() noexcept { return node_; }

    bool heading_goes_on = true;

private:
    void pass(Time from) {
        constexpr Duration kPlantStep = std::chrono::milliseconds{10};
        for (Time to = from + kPlantStep; to <= from + kStep; to += kPlantStep) {
            constexpr float kBattery_volt = 8;
            plant_.step(wheels_.bridge.drive(), kBattery_volt, seconds_of(kPlantStep));
            gyro_.step(plant_.state().yaw_rate_rad_s, seconds_of(kPlantStep));
            wheels_.follow(plant_, to);
        }
    }

    EmulatedWheels wheels_;
    sim::Plant plant_;
    sim::GyroModel gyro_;
    Bench<WheelNode> node_;
};

}  // namespace seqboard::testing
