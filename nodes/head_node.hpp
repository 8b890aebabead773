// Turns the sonar's head from side to side.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/messages/head_pose.hpp"
#include "core/node.hpp"

namespace seqboard {

/// Commands pan angles from -pan_limit_rad to pan_limit_rad and back (left positive). Hobby servos report nothing, so a
/// position counts as reached after |step| / servo speed + one 20 ms servo frame + settle margin; then the head stays for
/// `dwell`, long enough for a ping.
class HeadNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        float pan_limit_rad = setup.param("pan_limit_rad", 1.2f, {0.0f, 1.57f});
        int positions = setup.param("positions", 9, {1, 64});
        float servo_speed_rad_s = setup.param("servo_speed_rad_s", 8.7f, {0.1f, 100.0f});
        Duration settle_margin = setup.param<Duration>("settle_margin", std::chrono::milliseconds{10});
        Duration dwell = setup.param<Duration>("dwell", std::chrono::milliseconds{60});
        Output<HeadPose> command = setup.output<HeadPose>("head_command");
    };

    explicit HeadNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        if (!moved_ || tick.now - moved_at_ >= stay_) move(tick.now);
        io_.command.write({.pan_rad = pan_rad_});
    }

private:
    void move(Time now) {
        if (moved_) advance();
        const float last = static_cast<float>(std::max(io_.positions - 1, 1));
        const float pan_rad = io_.positions == 1 ? 0.0f : io_.pan_limit_rad * (2 * static_cast<float>(position_) / last - 1);
        constexpr Duration kServoFrame = std::chrono::milliseconds{20};
        const float turn_s = std::abs(pan_rad - pan_rad_) / io_.servo_speed_rad_s;
        stay_ = Duration{static_cast<std::int64_t>(turn_s * 1e9f)} + kServoFrame + io_.settle_margin + io_.dwell;
        pan_rad_ = pan_rad;
        moved_at_ = now;
        moved_ = true;
    }

    void advance() {
        if (position_ + direction_ < 0 || position_ + direction_ >= io_.positions) direction_ = -direction_;
        position_ = std::clamp(position_ + direction_, 0, io_.positions - 1);
    }

    Io io_;
    int position_ = 0;
    int direction_ = 1;
    float pan_rad_ = 0;
    Duration stay_{};
    Time moved_at_{};
    bool moved_ = false;
};

}  // namespace seqboard
