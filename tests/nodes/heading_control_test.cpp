// What is compared, when the comparison begins anew, and what a body does with the answer.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/testing/bench.hpp"
#include "nodes/heading_control.hpp"
#include "tests/nodes/driven_body.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using seqboard::testing::DrivenBody;

namespace {

/// The control alone, as a node.
class TurnNode {
public:
    static constexpr auto kPeriod = 20ms;
    struct Io {
        Setup& setup;
        HeadingControl::Io control{setup};
        Output<DriveCommand> answer = setup.output<DriveCommand>("answer");
    };
    explicit TurnNode(Io io) : io_{std::move(io)}, control{std::move(io_.control)} {}
    void step(const Tick& tick) { io_.answer.write({0, control.correction_rad_s(commanded_rad_s, commander, tick)}); }

private:
    Io io_;

public:
    HeadingControl control;
    float commanded_rad_s = 0;
    std::uint32_t commander = 1;
};

struct Comparison {
    Bench<TurnNode> bench;
    explicit Comparison(const char* kind, std::map<std::string, std::string> params = {})
        : bench{(params.insert({"heading_control", kind}), std::move(params))} {}

    /// One step in which the module says this.
    float answer_rad_s(float heading_rad, float yaw_rate_rad_s = 0) {
        bench.set("heading", Heading{.heading_rad = heading_rad, .yaw_rate_rad_s = yaw_rate_rad_s});
        return next_rad_s();
    }
    /// One step without news.
    float next_rad_s() {
        bench.advance(20ms);
        bench.step();
        return bench.get<DriveCommand>("answer")->yaw_rate_rad_s;
    }
};

const char* any_kind() { return GENERATE("fuzzy", "pid"); }

}  // namespace

TEST_CASE("a body that has turned too far to the left is told to turn right, and one too far to the right, left") {
    Comparison turn{any_kind()};
    CHECK(turn.answer_rad_s(0) == 0);
    CHECK(turn.answer_rad_s(0.1f) < -0.2f);
    CHECK(turn.answer_rad_s(-0.1f) > 0.2f);
}

TEST_CASE("a rate that was not commanded is answered before there is an error") {
    Comparison turn{any_kind()};
    turn.answer_rad_s(1);
    CHECK(turn.answer_rad_s(1, 0.5f) < -0.1f);
    CHECK(turn.answer_rad_s(1, -0.5f) > 0.1f);
}

TEST_CASE("whatever the heading, the control takes hold without a jolt") {
    const float heading_rad = GENERATE(-3.1f, 0.0f, 2.0f), rate_rad_s = GENERATE(0.0f, 0.7f);
    Comparison turn{any_kind()};
    turn.bench.node().commanded_rad_s = rate_rad_s;
    CHECK(turn.answer_rad_s(heading_rad, rate_rad_s) == Approx(0).margin(0.15));  // the turn of one step
}

TEST_CASE("a body that turns as it was told, as late as it can, is left alone, one that does not is told to turn more") {
    Comparison turn{any_kind(), {{"heading_lag", "100ms"}}};
    turn.answer_rad_s(3);
    turn.bench.node().commanded_rad_s = 1;
    float heading_rad = 3, rate_rad_s = 0;  // the test's own body, and past the half turn
    for (int i = 0; i < 60; ++i) {
        rate_rad_s += (1 - rate_rad_s) * 0.2f;
        heading_rad = wrapped_rad(heading_rad + rate_rad_s * 0.02f);
        CHECK(turn.answer_rad_s(heading_rad, rate_rad_s) == Approx(0).margin(0.01));
    }
    for (int i = 0; i < 10; ++i) turn.answer_rad_s(heading_rad, 0);
    CHECK(turn.answer_rad_s(heading_rad, 0) > 0.5f);
}

TEST_CASE("the correction stays within its bound") {
    Comparison turn{any_kind(), {{"heading_correction_rad_s", "0.3"}}};
    turn.answer_rad_s(0);
    CHECK(turn.answer_rad_s(-0.5f, -2) == 0.3f);
    CHECK(turn.answer_rad_s(0.5f, 2) == -0.3f);
}

TEST_CASE("none corrects nothing, and so does any kind without a module") {
    Comparison none{"none"};
    none.answer_rad_s(0);
    CHECK(none.answer_rad_s(0.3f) == 0);
    Comparison alone{any_kind()};
    alone.bench.node().commanded_rad_s = 1;
    for (int i = 0; i < 20; ++i) CHECK(alone.next_rad_s() == 0);
}

TEST_CASE("what begins the comparison anew forgets the error") {
    Comparison turn{any_kind()};
    turn.answer_rad_s(0);
    for (int i = 0; i < 30; ++i) turn.answer_rad_s(0.1f);
    REQUIRE(turn.answer_rad_s(0.1f) < -0.2f);
    SECTION("a stop") { turn.bench.node().control.reset(); }
    SECTION("another writer of commands") { turn.bench.node().commander = 2; }
    SECTION("another writer of headings") { turn.bench.restart_writer("heading"); }
    SECTION("steps that were missed") { turn.bench.advance(60ms); }
    SECTION("a module that was silent for too long") {
        for (int i = 0; i < 4; ++i) CHECK(turn.next_rad_s() < -0.2f);
        CHECK(turn.next_rad_s() == 0);
    }
    SECTION("an error that is too large to be one") { CHECK(turn.answer_rad_s(2) == 0); }
    CHECK(turn.answer_rad_s(0.1f) == 0);
    CHECK(turn.answer_rad_s(0) > 0.2f);
}

TEST_CASE("one step that is late does not begin it anew") {
    Comparison turn{any_kind()};
    turn.answer_rad_s(0);
    turn.bench.advance(20ms);
    CHECK(turn.answer_rad_s(0.1f) < -0.2f);
}

TEST_CASE("an unknown kind, and a rule table that is none, keep the node from starting") {
    CHECK_THROWS_WITH(Comparison{"fuzy"}, Catch::Contains("heading_control is 'fuzy'; expected none, fuzzy or pid"));
    CHECK_THROWS_WITH((Comparison{"fuzzy", {{"fuzzy_rules", "NB Z PB"}}}), Catch::Contains("fuzzy_rules does not fit; expected 5 rows"));
    CHECK_NOTHROW((Comparison{"pid", {{"fuzzy_rules", "NB Z PB"}}}));
}

TEST_CASE("the fuzzy surface is odd, and never falls with the error or its rate") {
    Comparison turn{"fuzzy", {{"heading_correction_rad_s", "5"}}};
    const auto surface = [&](float error_rad, float rate_rad_s) {
        turn.bench.node().control.reset();
        turn.answer_rad_s(0);
        return turn.answer_rad_s(-error_rad, -rate_rad_s);
    };
    constexpr float kStep_rad = 0.02f, kStep_rad_s = 0.1f;
    for (float error_rad = -0.5f; error_rad <= 0.5f; error_rad += kStep_rad)
        for (float rate_rad_s = -2; rate_rad_s <= 2; rate_rad_s += kStep_rad_s) {
            const float here_rad_s = surface(error_rad, rate_rad_s);
            REQUIRE(surface(-error_rad, -rate_rad_s) == Approx(-here_rad_s).margin(1e-5));
            REQUIRE(surface(error_rad + kStep_rad, rate_rad_s) >= here_rad_s - 1e-5f);
            REQUIRE(surface(error_rad, rate_rad_s + kStep_rad_s) >= here_rad_s - 1e-5f);
        }
    CHECK(surface(0.5f, 2) == 1);
    CHECK(surface(0, 0) == 0);
}

TEST_CASE("pushed while it drives straight, the robot turns back to its course, and without control it does not") {
    const auto heading_after_push_rad = [](const char* kind, bool heading_goes_on) {
        DrivenBody body{1, {{"heading_control", kind}}};
        body.heading_goes_on = heading_goes_on;
        for (int i = 0; i < 200; ++i) body.step({.speed_m_s = 0.3f}, {.push_rad_s = i >= 50 && i < 60 ? 1.0f : 0.0f});
        return body.heading_rad();
    };
    CHECK(heading_after_push_rad("none", true) > 0.15f);
    CHECK(heading_after_push_rad(any_kind(), false) > 0.15f);
    CHECK(std::abs(heading_after_push_rad(any_kind(), true)) < 0.03f);
}

TEST_CASE("a robot that was turned by hand while it stood drives on in its new direction") {
    DrivenBody body{1, {{"heading_control", any_kind()}}};
    for (int i = 0; i < 50; ++i) body.step({.speed_m_s = 0.3f}, {});
    for (int i = 0; i < 100; ++i) body.step({}, {.push_rad_s = i >= 60 && i < 80 ? 1.0f : 0.0f});
    const float turned_rad = body.heading_rad();
    REQUIRE(turned_rad > 0.3f);
    CHECK(body.plant().state().speed_m_s == Approx(0).margin(0.001));
    for (int i = 0; i < 100; ++i) body.step({.speed_m_s = 0.3f}, {});
    CHECK(body.heading_rad() == Approx(turned_rad).margin(0.03));
}
