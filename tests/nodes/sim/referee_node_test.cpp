// The referee's verdicts.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/testing/bench.hpp"
#include "nodes/sim/referee_node.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Match {
    testing::ScratchBoard scratch;
    std::string picture = scratch.directory() + "/pictures/run.html";
    Bench<RefereeNode> bench;
    Truth truth{.speed_m_s = 0.3f, .clearance_m = 0.5f, .goal_distance_m = 3};
    BehaviourState behaviour{.kind = BehaviourKind::kGoTo, .phase = BehaviourPhase::kUnderway};

    explicit Match(const std::string& at_goal = "true")
        : bench{{{"room", sources("config/rooms/workshop.room")}, {"picture", picture}, {"time_limit", "5s"}, {"at_goal", at_goal}}} {}
    void run_for(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            bench.set("truth", truth);
            bench.set("behaviour_state", behaviour);
            bench.set("pose", Pose{});
            bench.advance(20ms);
            bench.step();
        }
    }
    std::optional<ExitCode> verdict() { return bench.session().setup().finished(); }
    std::string text() {
        std::ostringstream text;
        text << std::ifstream{picture}.rdbuf();
        return text.str();
    }
};

}  // namespace

TEST_CASE("standing at the goal is success, and the picture says so") {
    Match match;
    match.run_for(1s);
    CHECK_FALSE(match.verdict());
    match.truth.goal_distance_m = 0.1f;
    match.truth.speed_m_s = 0;
    match.behaviour.phase = BehaviourPhase::kArrived;
    match.run_for(200ms);
    CHECK_FALSE(match.verdict());
    match.run_for(300ms);
    CHECK(match.verdict() == ExitCode::kOk);
    CHECK_THAT(match.text(), Catch::Contains("goal reached"));
}

TEST_CASE("passing the goal without stopping is not reaching it") {
    Match match;
    match.truth.goal_distance_m = 0.05f;
    match.behaviour.phase = BehaviourPhase::kArrived;
    match.run_for(2s);
    CHECK_FALSE(match.verdict());
}

TEST_CASE("a collision ends the run as a failure") {
    Match match;
    match.run_for(1s);
    match.truth.collided = 1;
    match.run_for(20ms);
    CHECK(match.verdict() == ExitCode::kFailed);
    CHECK_THAT(match.text(), Catch::Contains("collision"));
}

TEST_CASE("leaving the floor ends the run as a failure") {
    Match match;
    match.truth.over_edge = 1;
    match.run_for(20ms);
    CHECK(match.verdict() == ExitCode::kFailed);
    CHECK_THAT(match.text(), Catch::Contains("over the edge"));
}

TEST_CASE("a robot that believes it has arrived elsewhere has failed") {
    Match match;
    match.truth.goal_distance_m = 0.4f;
    match.truth.speed_m_s = 0;
    match.behaviour.phase = BehaviourPhase::kArrived;
    match.run_for(1s);
    CHECK(match.verdict() == ExitCode::kFailed);
    CHECK_THAT(match.text(), Catch::Contains("0.40 m from the goal"));
}

TEST_CASE("a robot that a person has sent elsewhere may stand there until the time is over") {
    Match match;
    match.truth.goal_distance_m = 0.4f;
    match.truth.speed_m_s = 0;
    match.behaviour.phase = BehaviourPhase::kArrived;
    match.behaviour.cause = GENERATE(BehaviourCause::kRequest, BehaviourCause::kPad, BehaviourCause::kVoice);
    match.run_for(2s);
    CHECK_FALSE(match.verdict());
    match.truth.goal_distance_m = 0.1f;
    match.run_for(100ms);
    CHECK(match.verdict() == ExitCode::kOk);
}

TEST_CASE("the time limit ends a run that leads nowhere") {
    Match match;
    match.run_for(5s);
    CHECK_FALSE(match.verdict());
    match.run_for(100ms);
    CHECK(match.verdict() == ExitCode::kFailed);
    CHECK_THAT(match.text(), Catch::Contains("not reached"));
}

TEST_CASE("the record holds pose and module against the truth of their time, from where the run began") {
    RunRecord record{0.08f};
    CHECK_FALSE(record.module_error_rad());
    record.add(0, Truth{.heading_rad = 1.0f});
    record.add(0, Heading{.heading_rad = 0});
    CHECK(*record.module_error_rad() == Approx(0).margin(1e-6));
    record.add(1, Truth{.x_m = 1, .y_m = 2, .heading_rad = -3.1f});
    record.add(1, Pose{.x_m = 1.3f, .y_m = 2.4f, .heading_rad = 3.1f});
    record.add(1, Heading{.heading_rad = 2.3f});
    CHECK(record.position_error_m() == Approx(0.5));
    CHECK(record.heading_error_rad() == Approx(6.2 - 2 * M_PI));
    CHECK(*record.module_error_rad() == Approx(6.4 - 2 * M_PI));
}

TEST_CASE("where the run may end anywhere, the robot that is done and stands has won") {
    Match match{"false"};
    match.truth.speed_m_s = 0;
    match.run_for(1s);
    CHECK_FALSE(match.verdict());
    match.behaviour.phase = BehaviourPhase::kArrived;
    match.run_for(500ms);
    CHECK(match.verdict() == ExitCode::kOk);
}

TEST_CASE("the robot's map is in the picture") {
    Match match;
    const auto cells = [&] {
        const std::string text = match.text();
        std::size_t count = 0;
        for (std::size_t at = text.find("#CC79A733"); at != std::string::npos; at = text.find("#CC79A733", at + 1)) ++count;
        return count;
    };
    Map map{.origin_x_m = -1, .origin_y_m = -2.4f, .cell_m = 0.05f};
    for (std::size_t i = 0; i < 7; ++i) map.log_odds[50 * kMapSide + 30 + i] = 100;
    match.bench.set("map", map);
    match.truth.collided = 1;
    match.run_for(100ms);
    CHECK(cells() == 7 + 1);  // and the key
}
