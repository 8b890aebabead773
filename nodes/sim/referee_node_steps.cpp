// What the referee does in a step.
#include <cmath>
#include <cstdio>

#include "nodes/sim/map_picture.hpp"
#include "nodes/sim/referee_node.hpp"

namespace seqboard::sim {

void RefereeNode::step(const Tick& tick) {
    if (io_.setup.finished()) return;
    if (began_ == Time{}) {
        began_ = tick.now;
        wall_began_ = monotonic_now();
    }
    record_.take(io_, began_);
    hash_.take(tick.now);
    judge(tick);
}

void RefereeNode::judge(const Tick& tick) {
    constexpr float kStanding_m_s = 0.005f;
    constexpr Duration kStandsFor = std::chrono::milliseconds{300};
    const Truth& truth = record_.truth();
    const bool still = std::abs(truth.speed_m_s) < kStanding_m_s;
    if (still && !still_) still_since_ = tick.now;
    still_ = still;
    char what[96];
    if (truth.collided != 0) {
        std::snprintf(what, sizeof what, "collision at x %.2f m, y %.2f m", static_cast<double>(truth.x_m), static_cast<double>(truth.y_m));
        end(false, what, tick.now);
    } else if (truth.over_edge != 0) {
        std::snprintf(what, sizeof what, "over the edge at x %.2f m, y %.2f m", static_cast<double>(truth.x_m),
                      static_cast<double>(truth.y_m));
        end(false, what, tick.now);
    } else if (has_arrived() && still_ && tick.now - still_since_ >= kStandsFor) {
        if (!io_.at_goal) return end(true, "done", tick.now);
        const bool there = truth.goal_distance_m <= io_.goal_radius_m;
        std::snprintf(what, sizeof what, "stopped %.2f m from the goal", static_cast<double>(truth.goal_distance_m));
        if (!there && somebody_asked()) return;
        end(there, there ? "goal reached" : what, tick.now);
    } else if (tick.now - began_ >= io_.time_limit) {
        std::snprintf(what, sizeof what, "goal not reached in time, %.2f m away", static_cast<double>(truth.goal_distance_m));
        end(false, io_.at_goal ? what : "not done in time", tick.now);
    }
}

bool RefereeNode::has_arrived() const {
    const auto behaviour = io_.behaviour.read();
    return behaviour && behaviour->phase == BehaviourPhase::kArrived;
}

bool RefereeNode::somebody_asked() const {
    const BehaviourCause cause = io_.behaviour.read().value_or({}).cause;
    return cause == BehaviourCause::kRequest || cause == BehaviourCause::kPad || cause == BehaviourCause::kVoice;
}

std::string RefereeNode::errors() const {
    char text[128];
    std::snprintf(text, sizeof text, "position error %.3f m, heading error %.4f rad", static_cast<double>(record_.position_error_m()),
                  static_cast<double>(record_.heading_error_rad()));
    std::string errors = text;
    if (const auto module_rad = record_.module_error_rad()) {
        std::snprintf(text, sizeof text, ", module's own %.4f rad", static_cast<double>(*module_rad));
        errors += text;
    }
    return errors;
}

void RefereeNode::end(bool success, const std::string& what, Time now) {
    const auto simulated_s = static_cast<double>(seconds_of(now - began_));
    const auto wall_s = static_cast<double>(seconds_of(monotonic_now() - wall_began_));
    char verdict[320];
    std::snprintf(verdict, sizeof verdict, "%s: %.1f s simulated in %.2f s (%.0fx real time), least clearance %.2f m, path %.1f m",
                  what.c_str(), simulated_s, wall_s, simulated_s / wall_s, static_cast<double>(record_.least_clearance_m()),
                  static_cast<double>(record_.path_m()));
    RunPicture picture = record_.picture();
    picture.title = io_.title;
    picture.verdict = verdict;
    picture.success = success;
    picture.duration_s = static_cast<float>(simulated_s);
    picture.hull_radius_m = io_.hull_radius_m;
    picture.goal_radius_m = io_.goal_radius_m;
    if (const auto map = io_.map.read()) add_map(picture, *map);
    write_picture(io_.picture, room_, picture);
    if (io_.tell_slots)
        for (const std::string& line : hash_.by_slot()) log_line(LogLevel::kInfo, "%s", line.c_str());
    if (hash_.missed() > 0)
        log_line(LogLevel::kWarning, "%llu samples were overwritten before they were seen: the hash is not of the whole run",
                 static_cast<unsigned long long>(hash_.missed()));
    log_line(success ? LogLevel::kInfo : LogLevel::kError, "%s, %s, samples hash %016llx of %llu, picture %s", verdict, errors().c_str(),
             static_cast<unsigned long long>(hash_.value()), static_cast<unsigned long long>(hash_.samples()), io_.picture.c_str());
    io_.setup.finish(success ? ExitCode::kOk : ExitCode::kFailed);
}

}  // namespace seqboard::sim
