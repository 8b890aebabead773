// The head's way from side to side.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/testing/bench.hpp"
#include "nodes/head_node.hpp"
#include "nodes/sim/servo_input.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Stay {
    float pan_rad;
    Duration length;
};

/// The node, its driver, the emulated outputs, and the pan servo on one of them.
struct Head {
    enum Output : std::size_t { kPan, kTilt };

    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/pwm.sock");
    EmulatedPwmBank outputs{socket, {"pan", "tilt"}};
    sim::ServoInput input;
    sim::ServoModel servo;
    std::optional<Bench<HeadNode>> node;

    explicit Head(std::map<std::string, std::string> params = {}) {
        const std::string backend = "emulated:" + socket;
        params.insert({{"pan_output", "pan"}, {"pan_pwm", backend}, {"tilt_output", "tilt"}, {"tilt_pwm", backend}});
        node.emplace(std::move(params));
    }
    void step() {
        node->step();
        node->advance(20ms);
        for (int i = 0; i < 2; ++i) {
            input.apply(outputs.pulse(kPan), servo);
            servo.step(0.01f);
        }
    }
    HeadPose pose() { return *node->get<HeadPose>("head_pose"); }
    float told_rad() const { return input.angle_rad(outputs.pulse(kPan).high); }

    /// Where the pulses told the head to be, and for how long.
    std::vector<Stay> stays(Duration duration) {
        std::vector<Stay> stays;
        for (Duration passed{}; passed < duration; passed += 20ms) {
            step();
            if (stays.empty() || std::abs(stays.back().pan_rad - told_rad()) > 0.001f) stays.push_back({told_rad(), 0ms});
            stays.back().length += 20ms;
        }
        return stays;
    }
};

}  // namespace

TEST_CASE("the head sweeps from right to left and back, the ends once each") {
    Head head{{{"positions", "3"}, {"pan_limit_rad", "1"}}};
    const auto seen = head.stays(3s);
    REQUIRE(seen.size() >= 6);
    const std::vector<float> expected{-1, 0, 1, 0, -1, 0};
    CHECK(std::equal(expected.begin(), expected.end(), seen.begin(),
                     [](float pan_rad, const Stay& stay) { return std::abs(pan_rad - stay.pan_rad) < 0.001f; }));
}

TEST_CASE("a position lasts until the servo is there, has settled and a ping could be made") {
    Head head{{{"positions", "2"}, {"pan_limit_rad", "1"}, {"servo_speed_rad_s", "4"}, {"dwell", "100ms"}, {"settle_margin", "20ms"}}};
    const auto seen = head.stays(4s);
    REQUIRE(seen.size() >= 3);
    CHECK(seen[1].length >= 640ms);  // 2 rad at 4 rad/s, one 20 ms frame, 20 ms margin, 100 ms dwell
    CHECK(seen[1].length <= 660ms);
}

TEST_CASE("settled is said only where the servo stands, for the dwell time at least, the pose while it turns is near the truth") {
    Head head{{{"dwell", "80ms"}}};
    Duration settled{};
    int settled_steps = 0;
    for (int i = 0; i < 500; ++i) {
        const float stood_rad = head.servo.angle_rad();
        head.step();
        if (i > 50) CHECK(head.pose().pan_rad == Approx(stood_rad).margin(0.01));
        if (head.pose().settled != 0) {
            ++settled_steps;
            settled += 20ms;
            CHECK(head.pose().pan_rad == Approx(stood_rad).margin(0.001));
        } else if (settled > 0ms) {
            CHECK(settled >= 80ms);
            settled = 0ms;
        }
    }
    CHECK(settled_steps > 200);
}

TEST_CASE("a single position looks ahead for ever, and is settled once it is there") {
    Head head{{{"positions", "1"}, {"tilt_rad", "0.3"}}};
    const auto seen = head.stays(2s);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].pan_rad == Approx(0).margin(0.001));
    CHECK(head.pose().settled == 1);
    CHECK(head.pose().tilt_rad == Approx(0.3));
    CHECK(head.input.angle_rad(head.outputs.pulse(Head::kTilt).high) == Approx(0.3).margin(0.001));
}

TEST_CASE("the pulses are those of the calibration") {
    Head head{{{"pan_right_pulse", "2400us"}, {"pan_left_pulse", "600us"}, {"pan_limit_rad", "1.57"}}};
    head.step();
    CHECK(head.outputs.pulse(Head::kPan).period == 20ms);
    CHECK(head.outputs.pulse(Head::kPan).high > 2390us);  // it begins at the right
}

TEST_CASE("the safe output are no pulses, and so it is when the node has gone") {
    Head head;
    head.step();
    REQUIRE(head.outputs.pulse(Head::kPan).high > 0us);
    head.node->session().make_safe();
    CHECK(head.outputs.pulse(Head::kPan).high == 0us);
    CHECK(head.outputs.pulse(Head::kTilt).high == 0us);
    head.step();
    REQUIRE(head.outputs.pulse(Head::kPan).high > 0us);
    head.node.reset();
    CHECK(head.outputs.pulse(Head::kPan).high == 0us);
}

TEST_CASE("a calibration that is none keeps the node from starting") {
    CHECK_THROWS_WITH((Head{{{"pan_right_pulse", "2ms"}}}), Catch::Contains("servo pan"));
}
