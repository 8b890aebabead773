// Kills and stops nodes of the simulated robot at random, and prints what became of the motors. Fails if a promise is missed.
// Usage: kill_campaign [KILLS [SEED]]
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/supervision/watched_robot.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Duration kEnableLimit = 50ms;
constexpr Duration kStillLimit = 300ms;
constexpr double kMostKib = 1024;
constexpr double kMostLoad = 0.005;

/// Those of the robot, and not the world: sim is the room itself.
const std::vector<std::string> kNodes = {"heading",  "range",   "head",   "ground",  "fusion", "map",     "behaviour",    "planner",
                                         "follower", "arbiter", "wheels", "battery", "spin",   "pattern", "pattern_check"};
/// They drive actuators, and so are critical; without an arbiter's or a spinner's word the command ends by its age.
const std::vector<std::string> kCritical = {"wheels", "head"};
const std::vector<std::string> kCommanding = {"arbiter", "spin"};

bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void sleep_for(Duration duration) {
    const timespec pause{static_cast<time_t>(duration / 1s), static_cast<long>((duration % 1s).count())};
    ::nanosleep(&pause, nullptr);
}

int milliseconds(Duration duration) { return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(duration).count()); }

/// What was seen of one node's ends.
struct Row {
    int kills = 0, stops = 0, moving = 0;
    Duration enable_most{}, still_most{}, ready_most{};
};

class Campaign {
public:
    Campaign(WatchedRobot& robot, unsigned seed) : robot_{robot}, random_{seed} {}

    void strike() {
        const std::string name = kNodes[random_() % kNodes.size()];
        const bool stop = random_() % 2 == 0;
        watch_for(std::chrono::milliseconds{random_() % 400});
        const auto before = robot_.node(name);
        if (!before || before->pid == 0) return;  // it is dead as it is; another time
        Row& row = rows_[name];
        const bool moved = robot_.moves();
        const Time at = robot_.now();
        const Time struck = monotonic_now();
        if (::kill(static_cast<pid_t>(before->pid), stop ? SIGSTOP : SIGKILL) != 0) return;
        ++(stop ? row.stops : row.kills);
        row.moving += moved;
        if (is_in(kCritical, name) && before->state == Supervised::kReady) expect_disabled(row, at);
        else if (is_in(kCommanding, name) && before->state == Supervised::kReady) expect_controlled(row, name, before->starts, at);
        if (random_() % 4 == 0) return;  // the next one while this one is on its way back
        const auto is_back = [&] {
            const auto node = robot_.node(name);
            return node && node->starts > before->starts && robot_.all_ready();
        };
        if (!watch_until(is_back, 30s)) ++lost_;
        row.ready_most = std::max(row.ready_most, monotonic_now() - struck);
    }

    bool report(int wanted) const {
        std::printf("%-14s %6s %6s %8s %14s %14s %12s\n", "node", "KILL", "STOP", "moving", "enable low", "motors still", "ready again");
        Row all;
        for (const auto& [name, row] : rows_) {
            std::printf("%-14s %6d %6d %8d %11d ms %11d ms %9d ms\n", name.c_str(), row.kills, row.stops, row.moving,
                        milliseconds(row.enable_most), milliseconds(row.still_most), milliseconds(row.ready_most));
            all.kills += row.kills;
            all.stops += row.stops;
            all.moving += row.moving;
            all.enable_most = std::max(all.enable_most, row.enable_most);
            all.still_most = std::max(all.still_most, row.still_most);
        }
        std::printf("%d kills, %d stops, %d of them while the motors turned; simulated time, but for the last column\n", all.kills,
                    all.stops, all.moving);
        bool kept = promise(all.kills + all.stops >= wanted && all.moving > wanted / 4,
                            "enough was killed, and enough of it while the robot moved");
        kept &= promise(all.enable_most <= kEnableLimit && missed_enable_ == 0,
                        "motors disabled within " + std::to_string(milliseconds(all.enable_most)) +
                            " ms of the end of a critical node (50), " + std::to_string(missed_enable_) + " times not (never)");
        kept &= promise(all.still_most <= kStillLimit && missed_still_ == 0,
                        "motors at the safe output within " + std::to_string(milliseconds(all.still_most)) +
                            " ms of the end of who commands or drives them, or it was back before (300), " + std::to_string(missed_still_) +
                            " times not (never)");
        return promise(lost_ == 0, "all nodes ready again after every kill but " + std::to_string(lost_) + " (none)") && kept;
    }

    static bool promise(bool kept, const std::string& what) {
        std::printf("%-7s %s\n", kept ? "kept" : "MISSED", what.c_str());
        return kept;
    }

    template <class Condition>
    bool watch_until(const Condition& condition, Duration limit) {
        for (const Time end = monotonic_now() + limit; monotonic_now() < end; sleep_for(1ms)) {
            robot_.look();
            if (condition()) return true;
        }
        return false;
    }
    void watch_for(Duration time) {
        watch_until([] { return false; }, time);
    }

private:
    void expect_disabled(Row& row, Time at) {
        const bool seen = watch_until([&] { return robot_.disabled_since(at) && robot_.still_since(at); }, 10s);
        missed_enable_ += !seen;
        if (!seen) return;
        row.enable_most = std::max(row.enable_most, *robot_.disabled_since(at) - at);
        row.still_most = std::max(row.still_most, *robot_.still_since(at) - at);
    }

    void expect_controlled(Row& row, const std::string& name, std::uint32_t starts, Time at) {
        const bool seen = watch_until(
            [&] {
                const auto node = robot_.node(name);
                return robot_.still_since(at) || (node && node->state == Supervised::kReady && node->starts > starts);
            },
            10s);
        missed_still_ += !seen;
        if (const auto still = robot_.still_since(at)) row.still_most = std::max(row.still_most, *still - at);
    }

    WatchedRobot& robot_;
    std::mt19937 random_;
    std::map<std::string, Row> rows_;
    int missed_enable_ = 0, missed_still_ = 0, lost_ = 0;
};

bool report_footprint(const WatchedRobot::Footprint& before, const WatchedRobot::Footprint& after, Duration cpu, Duration span,
                      unsigned nodes) {
    const double load = std::chrono::duration<double>(cpu) / std::chrono::duration<double>(span);
    char text[160];
    std::snprintf(text, sizeof text,
                  "supervisor of %u nodes: %zu KiB private memory before, %zu KiB after (1024), %.2f %% of a processor (0.5)", nodes,
                  before.private_kib, after.private_kib, load * 100);
    bool kept =
        Campaign::promise(static_cast<double>(std::max(before.private_kib, after.private_kib)) <= kMostKib && load <= kMostLoad, text);
    std::snprintf(text, sizeof text, "nothing leaks: descriptors %zu and %zu, children %zu and %zu, segments %zu and %zu (the same)",
                  before.descriptors, after.descriptors, before.children, after.children, before.segments, after.segments);
    return Campaign::promise(
               before.descriptors == after.descriptors && before.children == after.children && before.segments == after.segments, text) &&
           kept;
}

bool report_tally(const std::optional<PatternTally>& tally) {
    char text[128];
    std::snprintf(text, sizeof text, "%u samples accepted: %u torn, %u stale, %u older than the one before (none)",
                  tally ? tally->whole : 0, tally ? tally->torn : 1, tally ? tally->stale : 1, tally ? tally->backwards : 1);
    return Campaign::promise(tally && tally->whole > 100 && tally->torn + tally->stale + tally->backwards == 0, text);
}

int run(int kills, unsigned seed) {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    WatchedRobot robot{scratch.root()};
    Campaign campaign{robot, seed};
    if (!campaign.watch_until([&] { return robot.all_ready() && robot.moves(); }, 60s)) {
        std::printf("MISSED  the robot does not come up; its log: %s/up.log\n", scratch.root().c_str());
        return 1;
    }
    const auto nodes = robot.supervisor()->nodes;
    const Time rest = monotonic_now();
    const Duration cpu_before = robot.footprint().cpu;
    campaign.watch_for(10s);
    const auto before = robot.footprint();
    const Duration span = monotonic_now() - rest;
    for (int i = 0; i < kills; ++i) campaign.strike();
    campaign.watch_until([&] { return robot.all_ready(); }, 30s);
    campaign.watch_for(500ms);
    const auto after = robot.footprint();
    bool kept = campaign.report(kills * 3 / 4);
    kept &= report_tally(robot.tally());
    kept &= report_footprint(before, after, before.cpu - cpu_before, span, nodes);
    kept &= Campaign::promise(robot.bring_down(), "down leaves neither process nor segment");
    return kept ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const int kills = argc > 1 ? std::atoi(argv[1]) : 500;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    return run(kills, seed);
}
