// Turns the sonar's head from side to side.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/messages/head_pose.hpp"
#include "core/node.hpp"
#include "drivers/gpio/pin_claims.hpp"
#include "drivers/motion_self_test.hpp"
#include "drivers/servo_head.hpp"

namespace seqboard {

/// Holds the head's two servos and turns them through pan angles from -pan_limit_rad to pan_limit_rad and back (left positive), at one
/// tilt. Hobby servos report nothing: the head counts as settled after the turn at servo speed + one 20 ms servo frame + settle margin
/// (the first turn is the whole range: nobody knows where it begins), and stays for `dwell` then, long enough for a ping. What is
/// published while it turns is where it should be by its speed. The safe output are no pulses: the servos give way.
class HeadNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string pan_output = setup.param<std::string>("pan_output");    ///< TOUT2, pwmchip0/2; a line for the backend software
        std::string pan_pwm = setup.param<std::string>("pan_pwm", "auto");  ///< backend, as open_pwm() takes it
        Duration pan_right = setup.param<Duration>("pan_right_pulse", std::chrono::microseconds{1000});  ///< the pulse at -pi/2
        Duration pan_left = setup.param<Duration>("pan_left_pulse", std::chrono::microseconds{2000});    ///< the pulse at +pi/2
        std::string tilt_output = setup.param<std::string>("tilt_output");
        std::string tilt_pwm = setup.param<std::string>("tilt_pwm", "auto");
        Duration tilt_down = setup.param<Duration>("tilt_down_pulse", std::chrono::microseconds{1000});  ///< the pulse at -pi/2
        Duration tilt_up = setup.param<Duration>("tilt_up_pulse", std::chrono::microseconds{2000});      ///< the pulse at +pi/2
        float tilt_rad = setup.param("tilt_rad", 0.0f, {-1.57f, 1.57f});
        float pan_limit_rad = setup.param("pan_limit_rad", 1.2f, {0.01f, 1.57f});
        int positions = setup.param("positions", 9, {1, 64});
        float servo_speed_rad_s = setup.param("servo_speed_rad_s", 8.7f, {0.1f, 100.0f});
        Duration settle_margin = setup.param<Duration>("settle_margin", std::chrono::milliseconds{10});
        Duration dwell = setup.param<Duration>("dwell", std::chrono::milliseconds{60});
        Output<HeadPose> pose = setup.output<HeadPose>("head_pose");
    };

    explicit HeadNode(Io io) : io_{std::move(io)}, head_{wiring_of(io_)} {}

    void step(const Tick& tick) {
        if (!settled_ && head_.settled(tick.now)) settle(tick.now);
        if (settled_ && tick.now - settled_at_ >= io_.dwell) advance();
        if (!pointed_) point(tick.now);
        io_.pose.write({.pan_rad = pan_rad(tick.now), .tilt_rad = head_.tilt_rad(), .settled = settled_});
    }

    void safe_output() noexcept {
        head_.relax();
        pointed_ = settled_ = false;
    }

    static std::vector<PinClaim> pins(const Io& io) {
        return PinClaims{}.add_pwm("pan_output", io.pan_pwm, io.pan_output).add_pwm("tilt_output", io.tilt_pwm, io.tilt_output).all();
    }

    static constexpr auto kSelfTest = "room for the head to turn to every limit, and somebody who watches it";
    static constexpr bool kSelfTestMoves = true;
    SelfTest self_test(const SelfTestClock& clock) { return test_servo_head(head_, clock); }

private:
    static ServoHead::Wiring wiring_of(const Io& io) {
        return {.pan = {.output = io.pan_output,
                        .backend = io.pan_pwm,
                        .calibration = {.minus_90_deg = io.pan_right,
                                        .plus_90_deg = io.pan_left,
                                        .min_rad = -io.pan_limit_rad,
                                        .max_rad = io.pan_limit_rad,
                                        .speed_rad_s = io.servo_speed_rad_s}},
                .tilt = {.output = io.tilt_output,
                         .backend = io.tilt_pwm,
                         .calibration = {.minus_90_deg = io.tilt_down, .plus_90_deg = io.tilt_up, .speed_rad_s = io.servo_speed_rad_s}},
                .margin = io.settle_margin};
    }

    void settle(Time now) {
        settled_ = true;
        settled_at_ = now;
    }

    void advance() {
        if (position_ + direction_ < 0 || position_ + direction_ >= io_.positions) direction_ = -direction_;
        position_ = std::clamp(position_ + direction_, 0, io_.positions - 1);
        pointed_ = false;
    }

    /// An output that did not take its pulse is told again in the next step.
    void point(Time now) {
        const float last = static_cast<float>(std::max(io_.positions - 1, 1));
        const float pan_rad = io_.positions == 1 ? 0.0f : io_.pan_limit_rad * (2 * static_cast<float>(position_) / last - 1);
        from_rad_ = head_.pan_rad();
        turns_since_ = now;
        pointed_ = head_.point(pan_rad, io_.tilt_rad, now) != ServoHead::Answer::kGone;
        settled_ = false;
        if (head_.settled(now)) settle(now);
    }

    float pan_rad(Time now) const {
        if (settled_) return head_.pan_rad();
        const float most_rad = io_.servo_speed_rad_s * seconds_of(now - turns_since_);
        return from_rad_ + std::clamp(head_.pan_rad() - from_rad_, -most_rad, most_rad);
    }

    Io io_;
    ServoHead head_;
    int position_ = 0;
    int direction_ = 1;
    bool pointed_ = false;
    bool settled_ = false;
    Time settled_at_{};
    float from_rad_ = 0;
    Time turns_since_{};
};

}  // namespace seqboard
