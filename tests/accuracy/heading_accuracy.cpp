// heading_accuracy [SEEDS [PARAMETER=VALUE...]]: drives the simulated body with each kind of heading control, each seed with a drive
// train that is bad in its own way, and prints how well it keeps the heading. Fails if a promise is missed. The parameters are
// wheel_node's, to try others.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tests/nodes/driven_body.hpp"

using namespace seqboard;
using testing::DrivenBody;

namespace {

constexpr float kStep_s = 0.02f;
constexpr float kSettled_rad = rad_from_deg(2);
float deg(float angle_rad) { return angle_rad / rad_from_deg(1); }

/// What is told when, and from when on the heading shall be `goal_rad`. A push begins there.
struct Task {
    const char* name;
    float turn_rad_s, turning_s;
    float speed_m_s, duration_s;
    float goal_rad, judged_from_s, push_rad_s;
    float most_overshoot_rad, most_settling_s;  ///< promised: at worst, and on average
};
constexpr Task kTasks[] = {
    {"3 m straight", 0, 0, 0.3f, 10, 0, 4, 0.8f, rad_from_deg(2), 1},
    {"turn of 90 deg", std::numbers::pi_v<float> / 2, 1, 0.25f, 6, std::numbers::pi_v<float> / 2, 0, 0, rad_from_deg(8), 2.5f},
};
constexpr const char* kKinds[] = {"none", "fuzzy", "pid"};

struct Outcome {
    float overshoot_rad = 0;  ///< beyond the goal, on the side away from where it came
    float settling_s = 0;     ///< until it was within 2 degrees for good
    float square_rad2 = 0;    ///< mean square of the difference from what the commands add up to
    bool settled = false;
};

DriveCommand command_at(const Task& task, float time_s) {
    if (time_s < task.turning_s - kStep_s / 2) return {.speed_m_s = 0, .yaw_rate_rad_s = task.turn_rad_s};
    return {.speed_m_s = task.speed_m_s};
}

using Params = std::map<std::string, std::string>;

Outcome drive(const Task& task, const char* kind, std::uint32_t seed, Params params) {
    sim::RandomStream random{seed, "drive train"};
    const float side = seed % 2 == 0 ? 1.0f : -1.0f;
    sim::PlantDisturbance disturbance{.right_motor_ratio = 1 + 0.2f * random.uniform(), .right_wheel_ratio = 1 + 0.01f * random.normal()};
    params["heading_control"] = kind;
    DrivenBody body{seed, params};
    Outcome outcome;
    const int steps = static_cast<int>(std::lround(task.duration_s / kStep_s));
    float told_rad = 0, last_off_s = task.judged_from_s;
    for (int i = 0; i < steps; ++i) {
        const float time_s = static_cast<float>(i) * kStep_s;
        const DriveCommand command = command_at(task, time_s);
        constexpr float kPush_s = 0.2f;
        const bool pushed = time_s >= task.judged_from_s && time_s < task.judged_from_s + kPush_s;
        disturbance.push_rad_s = pushed ? side * task.push_rad_s : 0;
        body.step(command, disturbance);
        told_rad += std::min(kStep_s, std::max(0.0f, task.turning_s - time_s)) * task.turn_rad_s;
        const float error_rad = wrapped_rad(body.heading_rad() - told_rad), beyond_rad = wrapped_rad(body.heading_rad() - task.goal_rad);
        outcome.square_rad2 += error_rad * error_rad / static_cast<float>(steps);
        if (time_s < task.judged_from_s) continue;
        outcome.overshoot_rad = std::max(outcome.overshoot_rad, task.push_rad_s > 0 ? -side * beyond_rad : beyond_rad);
        if (std::abs(beyond_rad) > kSettled_rad) last_off_s = time_s + kStep_s;
    }
    outcome.settled = last_off_s < task.duration_s - 1;
    outcome.settling_s = last_off_s - task.judged_from_s;
    return outcome;
}

/// Of one kind of control over all seeds.
struct Summary {
    float overshoot_rad = 0, settling_s = 0, square_rad2 = 0;
    float worst_overshoot_rad = 0, worst_settling_s = 0;
    int settled = 0;

    void add(const Outcome& outcome, int seeds) {
        overshoot_rad += outcome.overshoot_rad / static_cast<float>(seeds);
        settling_s += outcome.settling_s / static_cast<float>(seeds);
        square_rad2 += outcome.square_rad2 / static_cast<float>(seeds);
        worst_overshoot_rad = std::max(worst_overshoot_rad, outcome.overshoot_rad);
        worst_settling_s = std::max(worst_settling_s, outcome.settling_s);
        settled += outcome.settled;
    }
    float rms_rad() const { return std::sqrt(square_rad2); }
};

void print(const Task& task, const char* kind, const Summary& summary, int seeds) {
    std::printf("%-16s %-6s %14.2f %8.2f %13.2f %8.2f %7d/%-3d %9.2f\n", task.name, kind, static_cast<double>(deg(summary.overshoot_rad)),
                static_cast<double>(deg(summary.worst_overshoot_rad)), static_cast<double>(summary.settling_s),
                static_cast<double>(summary.worst_settling_s), summary.settled, seeds, static_cast<double>(deg(summary.rms_rad())));
}

/// What a kind of control must do in a task, against none.
bool keeps_promises(const Task& task, const char* kind, const Summary& with, const Summary& without, int seeds) {
    constexpr float kMostRms_ratio = 0.5f;
    const bool kept = with.settled == seeds && with.settling_s <= task.most_settling_s &&
                      with.worst_overshoot_rad <= task.most_overshoot_rad && with.rms_rad() <= kMostRms_ratio * without.rms_rad();
    std::printf("%-7s %s, %s: RMS %.2f of that without (%.1f), always settled, within %.1f s on average (%.1f), never %.0f deg beyond\n",
                kept ? "kept" : "MISSED", task.name, kind, static_cast<double>(with.rms_rad() / without.rms_rad()),
                static_cast<double>(kMostRms_ratio), static_cast<double>(with.settling_s), static_cast<double>(task.most_settling_s),
                static_cast<double>(deg(task.most_overshoot_rad)));
    return kept;
}

}  // namespace

int main(int argc, char** argv) {
    const int seeds = argc > 1 ? std::atoi(argv[1]) : 20;
    if (seeds < 1) {
        std::fprintf(stderr, "heading_accuracy: '%s' is no number of seeds\n", argv[1]);
        return 64;
    }
    Params params;
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        params[word.substr(0, word.find('='))] = word.substr(std::min(word.size(), word.find('=') + 1));
    }
    std::vector<Summary> summaries;
    std::printf("%-16s %-6s %14s %8s %13s %8s %11s %9s\n", "heading", "", "overshoot [deg]", "worst", "settling [s]", "worst", "settled",
                "RMS [deg]");
    for (const Task& task : kTasks)
        for (const char* kind : kKinds) {
            Summary& summary = summaries.emplace_back();
            for (int seed = 1; seed <= seeds; ++seed) summary.add(drive(task, kind, static_cast<std::uint32_t>(seed), params), seeds);
            print(task, kind, summary, seeds);
        }
    bool kept = true;
    for (std::size_t task = 0; task < std::size(kTasks); ++task)
        for (std::size_t kind = 1; kind < std::size(kKinds); ++kind) {
            const std::size_t without = task * std::size(kKinds);
            kept = keeps_promises(kTasks[task], kKinds[kind], summaries[without + kind], summaries[without], seeds) && kept;
        }
    return kept ? 0 : 1;
}
