// Where the robot is, from wheels, gyro and heading module.
#pragma once

#include "core/messages/heading.hpp"
#include "core/messages/pose.hpp"
#include "core/node.hpp"
#include "nodes/heading_frame.hpp"
#include "nodes/pose_filter.hpp"
#include "nodes/wheel_odometer.hpp"

namespace seqboard {

/// Publishes the Pose in the world frame whose origin the start pose refers to. No encoder counts, no pose: its age tells.
/// Without the heading module it goes on with the wheels' own yaw rate; with `await_heading` it does not begin so, and the robot
/// stands still until a gyro's bias has been measured (see ImuNode).
class FusionNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        float start_x_m = setup.param("start_x_m", 0.0f);
        float start_y_m = setup.param("start_y_m", 0.0f);
        float start_heading_rad = setup.param("start_heading_rad", 0.0f);
        float wheel_radius_m = setup.param("wheel_radius_m", 0.033f, {0.005f, 1.0f});
        float track_m = setup.param("track_m", 0.16f, {0.02f, 2.0f});
        int counts_per_turn = setup.param("counts_per_turn", 780, {1, 1'000'000});
        bool await_heading = setup.param("await_heading", false);  ///< no pose before the first heading
        Input<EncoderCounts> counts = setup.input<EncoderCounts>("encoder_counts", std::chrono::milliseconds{100});
        Input<Heading> heading = setup.input<Heading>("heading", std::chrono::milliseconds{100});
        Output<Pose> pose = setup.output<Pose>("pose", 16);
    };

    explicit FusionNode(Io io)
        : io_{std::move(io)},
          odometer_{io_.wheel_radius_m, io_.counts_per_turn},
          filter_{{}, {io_.start_x_m, io_.start_y_m}, io_.start_heading_rad} {}

    void step(const Tick&) {
        const auto counts = io_.counts.read();
        if (!counts) return;
        const auto heading = io_.heading.read();
        if (const WheelOdometer::Motion motion = odometer_.update(counts); motion.elapsed_s > 0) follow(motion, heading);
        if (heading && heading.stamp() > frame_.stamp()) take(heading, counts.stamp());
        if (frame_.aligned() || !io_.await_heading) publish();
    }

private:
    /// A yaw rate is of its moment. Over a pause, or when it is old, the wheels know better how far the body has turned.
    static bool covers(const Reading<Heading>& heading, float elapsed_s) {
        return heading && heading.age() <= 2 * kPeriod && elapsed_s <= 3 * seconds_of(kPeriod);
    }

    void follow(const WheelOdometer::Motion& motion, const Reading<Heading>& heading) {
        const float travel_m = (motion.left_m + motion.right_m) / 2;
        const float wheels_rad_s = (motion.right_m - motion.left_m) / io_.track_m / motion.elapsed_s;
        if (covers(heading, motion.elapsed_s)) {
            filter_.correct_bias(heading->yaw_rate_rad_s, wheels_rad_s);
            filter_.predict(travel_m, heading->yaw_rate_rad_s - filter_.bias_rad_s(), motion.elapsed_s, YawSource::kGyro);
            pose_.yaw_rate_rad_s = heading->yaw_rate_rad_s - filter_.bias_rad_s();
        } else {
            filter_.predict(travel_m, wheels_rad_s, motion.elapsed_s, YawSource::kWheels);
            pose_.yaw_rate_rad_s = wheels_rad_s;
        }
        pose_.speed_m_s = travel_m / motion.elapsed_s;
    }

    /// Headings that are refused for a second mean that one of both is lost: the module's frame if it may have been zeroed, else the
    /// filter.
    void take(const Reading<Heading>& heading, Time now) {
        constexpr unsigned kLost = 50;
        const float since_s = seconds_of(now - heading.stamp());
        frame_.see(heading.stamp(), heading->heading_rad, heading->yaw_rate_rad_s);
        if (!frame_.aligned() || (frame_.uncertain() && refused_ > kLost))
            frame_.align(filter_.heading_rad() - heading->yaw_rate_rad_s * since_s);
        else if (refused_ > kLost) filter_.lose_heading();
        const bool accepted = filter_.correct_heading(frame_.world_heading_rad() + heading->yaw_rate_rad_s * since_s);
        if (accepted) frame_.confirm();
        refused_ = accepted ? 0 : refused_ + 1;
    }

    void publish() {
        pose_.x_m = filter_.position().x_m;
        pose_.y_m = filter_.position().y_m;
        pose_.heading_rad = filter_.heading_rad();
        pose_.position_sigma_m = filter_.position_sigma_m();
        pose_.heading_sigma_rad = filter_.heading_sigma_rad();
        io_.pose.write(pose_);
    }

    Io io_;
    WheelOdometer odometer_;
    PoseFilter filter_;
    Pose pose_;
    HeadingFrame frame_;
    unsigned refused_ = 0;  ///< headings in a row
};

}  // namespace seqboard
