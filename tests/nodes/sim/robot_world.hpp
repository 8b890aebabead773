// A room, a body, a sonar on a head, and the nodes that navigate, stepped together.
#pragma once

#include <algorithm>

#include "core/testing/bench.hpp"
#include "nodes/behaviour_node.hpp"
#include "nodes/follower_node.hpp"
#include "nodes/map_node.hpp"
#include "nodes/planner_node.hpp"
#include "nodes/sim/ground_model.hpp"
#include "nodes/sim/room.hpp"
#include "nodes/sim/sonar_model.hpp"

namespace seqboard::testing {

/// In lock-step with a fake clock and a fixed seed: the same run every time. The body is a point that does what it is told as fast as
/// wheels can, and knows where it is; sonar and floor sensors are the simulator's. What drivers and fusion add is in robot_sim_test.
class RobotWorld {
public:
    using Params = std::map<std::string, std::string>;

    RobotWorld(const std::string& room_file, Params behaviour, std::uint32_t seed = 1)
        : room_{sim::load_room(room_file)}, sonar_{{}, seed}, behaviour_{std::move(behaviour)} {
        pose_.x_m = room_.start.x_m;
        pose_.y_m = room_.start.y_m;
        pose_.heading_rad = room_.start_heading_rad;
    }

    /// Calls look() after every 50 ms.
    template <class Look>
    void run_for(Duration duration, Look&& look) {
        for (Duration passed{}; passed < duration; passed += kStep) {
            step();
            look();
        }
    }
    void run_for(Duration duration) {
        run_for(duration, [] {});
    }

    void ask(BehaviourKind kind, Point place = {}) {
        behaviour_.set("behaviour_request", BehaviourRequest{.x_m = place.x_m, .y_m = place.y_m, .count = ++asked_, .kind = kind});
    }
    void say(VoiceCode code) { behaviour_.set("voice_command", VoiceCommand{.count = ++said_, .code = code}); }
    /// Lifts it to another place.
    void put(Point place, float heading_rad) {
        pose_.x_m = place.x_m;
        pose_.y_m = place.y_m;
        pose_.heading_rad = heading_rad;
    }
    void set_battery(BatteryState state) { battery_ = state; }

    const sim::Room& room() const { return room_; }
    Point place() const { return {pose_.x_m, pose_.y_m}; }
    float heading_rad() const { return pose_.heading_rad; }
    float speed_m_s() const { return pose_.speed_m_s; }
    float clearance_m() const { return room_.clearance_m(place()) - kHull_m; }
    float least_clearance_m() const { return least_clearance_m_; }
    bool over_edge() const { return over_edge_; }
    float path_m() const { return path_m_; }
    BehaviourState state() { return *behaviour_.get<BehaviourState>("behaviour_state"); }
    OccupancyGrid grid() {
        OccupancyGrid grid{{}, 1};
        grid.load(*map_.get<Map>("map"));
        return grid;
    }

private:
    static constexpr Duration kStep = std::chrono::milliseconds{50};
    static constexpr float kHull_m = 0.11f;

    void step() {
        for (BenchBoard* const bench : {static_cast<BenchBoard*>(&map_), static_cast<BenchBoard*>(&planner_),
                                        static_cast<BenchBoard*>(&follower_), static_cast<BenchBoard*>(&behaviour_)})
            bench->advance(kStep);
        ++steps_;
        sense();
        map_.step();
        if (steps_ % 2 == 1) decide();
        planner_.set("pose", pose_);
        if (steps_ % 5 == 1) planner_.set("map", *map_.get<Map>("map"));
        planner_.step();
        follower_.set("plan", *planner_.get<Plan>("plan"));
        follower_.set("pose", pose_);
        follower_.step();
        move(*follower_.get<DriveCommand>("drive_command"));
    }

    void decide() {
        behaviour_.set("pose", pose_);
        behaviour_.set("map", *map_.get<Map>("map"));
        behaviour_.set("battery", Battery{.state = battery_});
        behaviour_.set("wheel_state", wheels_);
        if (const auto plan = planner_.get<Plan>("plan")) behaviour_.set("plan", *plan);
        behaviour_.step();
        planner_.set("goal", *behaviour_.get<Goal>("goal"));
        follower_.set("goal", *behaviour_.get<Goal>("goal"));
    }

    /// A ping at every third step, the head in its nine positions from side to side and back.
    void sense() {
        map_.set("pose", pose_);
        follower_.set("pose", pose_);
        for (std::size_t i = 0; i < 4; ++i)
            ground_.cliff[i] = room_.has_floor(from_body(place(), pose_.heading_rad, sim::kGroundSensors[i])) ? 0 : 1;
        map_.set("ground_contact", ground_);
        follower_.set("ground_contact", ground_);
        if (steps_ % 3 != 0) return;
        constexpr int kPositions = 9;
        const int place_in_turn = static_cast<int>(steps_ / 3) % (2 * kPositions - 2);
        const int position = place_in_turn < kPositions ? place_in_turn : 2 * kPositions - 2 - place_in_turn;
        Range range{.max_range_m = 4, .beam_width_rad = 0.26f, .bearing_rad = 0.3f * static_cast<float>(position - kPositions / 2)};
        constexpr float kSonar_m = 0.08f;
        constexpr float kSound_m_s = 331.5f + 0.6f * 22;
        const Point transducer = from_body(place(), pose_.heading_rad, {kSonar_m, 0});
        range.range_m = sonar_.echo_s(room_, transducer, pose_.heading_rad + range.bearing_rad) * kSound_m_s / 2;
        map_.set("range", range);
        follower_.set("range", range);
    }

    void move(DriveCommand command) {
        const std::size_t first = command.speed_m_s < 0 ? 2 : 0;
        const bool cliff = command.speed_m_s != 0 && (ground_.cliff[first] != 0 || ground_.cliff[first + 1] != 0);
        wheels_.mode = cliff ? WheelMode::kCliff : WheelMode::kDriving;
        if (cliff) command = {};
        constexpr float kAcceleration_m_s2 = 0.8f;
        const float dt_s = seconds_of(kStep);
        const float most_m_s = kAcceleration_m_s2 * dt_s;
        pose_.speed_m_s += cliff ? -pose_.speed_m_s : std::clamp(command.speed_m_s - pose_.speed_m_s, -most_m_s, most_m_s);
        const Point from = place();
        const Point to = from + pose_.speed_m_s * dt_s * unit_vector(pose_.heading_rad + command.yaw_rate_rad_s * dt_s / 2);
        pose_.x_m = to.x_m;
        pose_.y_m = to.y_m;
        pose_.heading_rad = wrapped_rad(pose_.heading_rad + command.yaw_rate_rad_s * dt_s);
        path_m_ += distance_m(from, to);
        least_clearance_m_ = std::min(least_clearance_m_, clearance_m());
        over_edge_ = over_edge_ || !room_.has_floor(to);
    }

    sim::Room room_;
    sim::SonarModel sonar_;
    Bench<MapNode> map_;
    Bench<PlannerNode> planner_;
    Bench<FollowerNode> follower_;
    Bench<BehaviourNode> behaviour_;
    Pose pose_;
    GroundContact ground_;
    WheelState wheels_{.mode = WheelMode::kDriving};
    BatteryState battery_ = BatteryState::kOk;
    std::uint32_t steps_ = 0;
    std::uint32_t asked_ = 0;
    std::uint32_t said_ = 0;
    float path_m_ = 0;
    float least_clearance_m_ = 1e9f;
    bool over_edge_ = false;
};

}  // namespace seqboard::testing
