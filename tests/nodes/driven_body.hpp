// The wheel node, its drivers, and the simulated body and heading module, in one process and stepped.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>

#include "core/testing/bench.hpp"
#include "nodes/sim/encoder_model.hpp"
#include "nodes/sim/gyro_model.hpp"
#include "nodes/sim/l298n_model.hpp"
#include "nodes/sim/plant.hpp"
#include "nodes/wheel_node.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// Deterministic: the same seed gives the same drive. Ground is everywhere.
class DrivenBody {
public:
    static constexpr Duration kStep = WheelNode::kPeriod;

    explicit DrivenBody(std::uint32_t seed, std::map<std::string, std::string> params = {})
        : plant_{{}, seed, {}, 0}, gyro_{{}, seed}, node_{with_wires(std::move(params))} {
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
    enum Line : std::size_t { kIn1, kIn2, kIn3, kIn4, kEnable, kLeftA, kLeftB, kRightA, kRightB };

    std::map<std::string, std::string> with_wires(std::map<std::string, std::string> params) const {
        params.insert({{"gpio", "emulated:" + folder_ + "/gpio.sock"},
                       {"pwm", "emulated:" + folder_ + "/pwm.sock"},
                       {"left_pwm", "ena"},
                       {"left_in1", "in1"},
                       {"left_in2", "in2"},
                       {"right_pwm", "enb"},
                       {"right_in1", "in3"},
                       {"right_in2", "in4"},
                       {"motor_enable", "enable"},
                       {"left_encoder_a", "left_a"},
                       {"left_encoder_b", "left_b"},
                       {"right_encoder_a", "right_a"},
                       {"right_encoder_b", "right_b"}});
        return params;
    }

    void pass(Time from) {
        constexpr Duration kPlantStep = std::chrono::milliseconds{10};
        for (Time to = from + kPlantStep; to <= from + kStep; to += kPlantStep) {
            constexpr float kBattery_volt = 8;
            plant_.step(bridge_.drive(), kBattery_volt, seconds_of(kPlantStep));
            for (const sim::Side side : {sim::kLeft, sim::kRight}) encoders_[side].advance(plant_.exact_counts(side), to);
            gyro_.step(plant_.state().yaw_rate_rad_s, seconds_of(kPlantStep));
            lines_.advance(to);
        }
    }

    ScratchBoard scratch_;
    std::string folder_ = (std::filesystem::create_directories(scratch_.root()), scratch_.root());
    EmulatedGpioBank lines_{folder_ + "/gpio.sock", {"in1", "in2", "in3", "in4", "enable", "left_a", "left_b", "right_a", "right_b"}};
    EmulatedPwmBank outputs_{folder_ + "/pwm.sock", {"ena", "enb"}};
    sim::L298nModel bridge_{lines_, outputs_, {{{0, kIn1, kIn2}, {1, kIn3, kIn4}}}, kEnable};
    std::array<sim::EncoderModel, 2> encoders_{sim::EncoderModel{lines_, kLeftA, kLeftB}, sim::EncoderModel{lines_, kRightA, kRightB}};
    sim::Plant plant_;
    sim::GyroModel gyro_;
    Bench<WheelNode> node_;
};

}  // namespace seqboard::testing
