// The arbiter on its slots: what counts as a command, for how long, and what it writes.
#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "core/testing/bench.hpp"
#include "nodes/arbiter_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr DriveCommand kRoute{.speed_m_s = 0.3f, .yaw_rate_rad_s = 0.4f}, kPush{.speed_m_s = -0.1f};

struct Arbiter {
    Bench<ArbiterNode> bench;
    explicit Arbiter(std::map<std::string, std::string> params = {}) : bench{std::move(params)} {}

    void run_for(Duration duration, const std::function<void()>& feed) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            feed();
            bench.run_for(20ms);
        }
    }
    void autonomy_drives() {
        run_for(1s, [&] { bench.set<DriveCommand>("autonomy_command", kRoute); });
        REQUIRE(command().speed_m_s == kRoute.speed_m_s);
    }
    DriveCommand command() { return *bench.get<DriveCommand>("drive_command"); }
    ArbiterState state() { return *bench.get<ArbiterState>("arbiter_state"); }
};

}  // namespace

TEST_CASE("without any driver it writes zero at every step") {
    Arbiter arbiter;
    for (int i = 0; i < 3; ++i) {
        arbiter.bench.run_for(20ms);
        const auto command = arbiter.bench.get<DriveCommand>("drive_command");
        REQUIRE(command);
        CHECK(command.age() == 0ms);
        CHECK(command->speed_m_s == 0);
        CHECK(command->yaw_rate_rad_s == 0);
    }
    CHECK(arbiter.state().holder == DriveSource::kNobody);
}

TEST_CASE("once handed over, a command reaches the wheels in the step that finds it") {
    Arbiter arbiter;
    arbiter.autonomy_drives();
    arbiter.bench.set<DriveCommand>("autonomy_command", {.speed_m_s = 0.05f, .yaw_rate_rad_s = -1});
    arbiter.bench.step();
    CHECK(arbiter.command().speed_m_s == 0.05f);
    CHECK(arbiter.command().yaw_rate_rad_s == -1);
    CHECK(arbiter.state().holder == DriveSource::kAutonomy);
    CHECK(arbiter.state().fresh == std::array<std::uint8_t, 3>{0, 0, 1});
}

TEST_CASE("each source has a time-out of its own") {
    const auto lasts = [](const std::string& port, DriveSource source) {
        Arbiter arbiter{{{"manual_timeout", "100ms"}, {"remote_timeout", "300ms"}, {"autonomy_timeout", "200ms"}}};
        arbiter.bench.set<DriveCommand>(port, kPush);
        Duration held{};
        for (arbiter.bench.step(); arbiter.state().holder == source && held < 1s; held += 20ms) arbiter.bench.run_for(20ms);
        CHECK(arbiter.command().speed_m_s == 0);
        return held;
    };
    CHECK(lasts("manual_command", DriveSource::kManual) == 120ms);
    CHECK(lasts("remote_command", DriveSource::kRemote) == 320ms);
    CHECK(lasts("autonomy_command", DriveSource::kAutonomy) == 220ms);
}

TEST_CASE("a person takes the robot, is lost, and autonomy waits to be asked") {
    Arbiter arbiter;
    arbiter.autonomy_drives();
    const auto autonomy = [&] { arbiter.bench.set<DriveCommand>("autonomy_command", kRoute); };
    arbiter.run_for(1s, [&] { autonomy(), arbiter.bench.set<DriveCommand>("manual_command", kPush); });
    CHECK(arbiter.state().holder == DriveSource::kManual);
    CHECK(arbiter.command().speed_m_s == kPush.speed_m_s);
    arbiter.run_for(280ms, autonomy);
    CHECK(arbiter.state().mode == ArbiterMode::kStanding);
    CHECK(arbiter.state().reason == ArbiterReason::kLost);
    arbiter.run_for(10s, [&] {
        autonomy();
        CHECK(arbiter.command().speed_m_s == 0);
    });
    CHECK(arbiter.state().mode == ArbiterMode::kWaiting);
    arbiter.bench.set<DriveRequest>("remote_request", {.verb = DriveVerb::kResume});
    arbiter.run_for(1s, autonomy);
    CHECK(arbiter.state().holder == DriveSource::kAutonomy);
    CHECK(arbiter.command().speed_m_s == kRoute.speed_m_s);
}

TEST_CASE("a source whose command is no number or out of range counts as silent") {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInf = std::numeric_limits<float>::infinity();
    for (const DriveCommand& bad : {DriveCommand{kNan, 0}, DriveCommand{0, kNan}, DriveCommand{kInf, 0}, DriveCommand{0, -kInf},
                                    DriveCommand{0.61f, 0}, DriveCommand{0, -6.1f}}) {
        Arbiter arbiter;
        arbiter.autonomy_drives();
        arbiter.bench.set<DriveCommand>("manual_command", bad);
        arbiter.bench.step();
        CHECK(arbiter.state().holder == DriveSource::kAutonomy);
        arbiter.bench.set<DriveCommand>("autonomy_command", bad);
        arbiter.bench.step();
        CHECK(arbiter.command().speed_m_s == 0);
        CHECK(arbiter.command().yaw_rate_rad_s == 0);
        CHECK(arbiter.state().reason == ArbiterReason::kAutonomyStale);
    }
}

TEST_CASE("a stop of any source stands the robot in that step, and stays when its request is old") {
    for (const char* const port : {"manual_request", "remote_request", "autonomy_request"}) {
        Arbiter arbiter;
        arbiter.autonomy_drives();
        arbiter.bench.set<DriveRequest>(port, {.verb = DriveVerb::kStop});
        arbiter.bench.step();
        CHECK(arbiter.command().speed_m_s == 0);
        arbiter.run_for(2s, [&] { arbiter.bench.set<DriveCommand>("autonomy_command", kRoute); });
        CHECK(arbiter.command().speed_m_s == 0);
        CHECK(arbiter.state().mode == ArbiterMode::kStopped);
    }
}

TEST_CASE("the age of the command is that of the holder's, not of whoever else was read") {
    Arbiter arbiter;
    arbiter.bench.set<DriveRequest>("remote_request", {});
    arbiter.bench.advance(400ms);
    arbiter.autonomy_drives();
    arbiter.bench.advance(100ms);
    arbiter.bench.set<DriveRequest>("remote_request", {});
    arbiter.bench.advance(20ms);
    arbiter.bench.set<DriveCommand>("autonomy_command", kRoute);
    const Time set = arbiter.bench.now();
    arbiter.bench.run_for(20ms);
    CHECK(arbiter.bench.get<DriveCommand>("drive_command").source_stamp() == set);
}

TEST_CASE("what it did before it was restarted decides whether the robot stands") {
    Arbiter arbiter;
    arbiter.bench.set<ArbiterState>("state_before", {.mode = ArbiterMode::kStopped, .stopped_by = DriveSource::kRemote});
    arbiter.run_for(1s, [&] { arbiter.bench.set<DriveCommand>("autonomy_command", kRoute); });
    CHECK(arbiter.command().speed_m_s == 0);
    CHECK(arbiter.state().mode == ArbiterMode::kStopped);
    CHECK(arbiter.state().reason == ArbiterReason::kRestarted);
}

TEST_CASE("an unknown way to give the robot back is refused before anything moves") {
    CHECK_THROWS_WITH((Bench<ArbiterNode>{std::map<std::string, std::string>{{"give_back", "whenever"}}}),
                      Catch::Contains("'whenever'") && Catch::Contains("on_resume, on_release or always"));
}
