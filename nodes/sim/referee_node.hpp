// Judges a simulated run, ends it, and leaves its picture.
#pragma once

#include "core/messages/behaviour.hpp"
#include "core/messages/map.hpp"
#include "core/node.hpp"
#include "nodes/sim/run_record.hpp"
#include "nodes/sim/stream_hash.hpp"

namespace seqboard::sim {

/// Ends by itself: with exit code 0 when the robot has done what it set out to do and stands within goal_radius_m of the goal (or anywhere,
/// without `at_goal`), with 1 when it hit something, left the floor, calls another place the goal (by itself: what a person sends it to on
/// the way is no mistake), or when `time_limit` is over. Its last log line says which, and how far pose and heading were from the truth at
/// the end. Never drives: it reads the truth.
class RefereeNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string room = setup.param<std::string>("room");
        std::string picture = setup.param("picture", "runs/robot_sim.html");
        std::string title = setup.param("title", "seqboard: simulated run");
        bool at_goal = setup.param("at_goal", true);  ///< the run has to end at the room's goal
        float goal_radius_m = setup.param("goal_radius_m", 0.15f, {0.01f, 2.0f});
        float hull_radius_m = setup.param("hull_radius_m", 0.11f, {0.02f, 1.0f});
        float sonar_x_m = setup.param("sonar_x_m", 0.08f, {-1.0f, 1.0f});  ///< for drawing the echoes where they came from
        Duration time_limit = setup.param<Duration>("time_limit", std::chrono::seconds{120});
        bool tell_slots =
            setup.param("tell_slots", false);  ///< at the end: each slot's samples and their hash, to see where two runs differ
        Input<Truth> truth = setup.input<Truth>("truth", kForever);
        Input<Pose> pose = setup.input<Pose>("pose", kForever);
        Input<Heading> heading = setup.optional_input<Heading>("heading", kForever);
        Input<BehaviourState> behaviour = setup.input<BehaviourState>("behaviour_state", kForever);
        Input<Map> map = setup.optional_input<Map>("map", kForever);  ///< for drawing it
        Input<Plan> plan = setup.input<Plan>("plan", kForever);
        Input<Range> range = setup.input<Range>("range", kForever);
        Input<DriveCommand> command = setup.input<DriveCommand>("drive_command", kForever);
        Input<WheelState> wheels = setup.input<WheelState>("wheel_state", kForever);
        Input<MotorDrive> drive = setup.input<MotorDrive>("motor_drive", kForever);
        Input<Battery> battery = setup.input<Battery>("battery_truth", kForever);
    };

    explicit RefereeNode(Io io) : io_{std::move(io)}, room_{load_room(io_.room)}, record_{io_.sonar_x_m}, hash_{io_.setup.args().place} {}

    void step(const Tick& tick);

private:
    void judge(const Tick& tick);
    bool has_arrived() const;
    bool somebody_asked() const;
    std::string errors() const;
    void end(bool success, const std::string& what, Time now);

    Io io_;
    Room room_;
    RunRecord record_;
    StreamHash hash_;
    Time began_{};       ///< board time of the first step
    Time wall_began_{};  ///< real time of it
    Time still_since_{};
    bool still_ = false;
};

}  // namespace seqboard::sim
