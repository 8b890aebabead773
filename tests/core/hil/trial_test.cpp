// Steps at their ticks, expectations at theirs: without processes.
#include "core/hil/trial.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace seqboard::hil;
using namespace std::chrono_literals;

namespace {

/// One number, x_m.
class OneValue final : public ValueSource {
public:
    NamedValue find(std::string_view name) override {
        if (name != "x_m") throw UnknownName{"only x_m is known"};
        return {.handle = 0, .unit = "m"};
    }
    std::optional<float> load(std::uint32_t) const noexcept override { return x_m; }
    std::optional<float> x_m = 0.0f;
};

class Diary final : public Hands {
public:
    void begin(const Step& step) override { lines.push_back("begin " + step.name); }
    void end(const Step& step) override { lines.push_back("end " + step.name); }
    std::vector<std::string> lines;
};

Step step_at(const std::string& name, Duration at) {
    Step step;
    step.name = name;
    step.trigger.at = at;
    return step;
}

Expectation expects(Rule rule, const std::string& condition) {
    Expectation expectation;
    expectation.rule = rule;
    expectation.condition.value = condition;
    return expectation;
}

}  // namespace

TEST_CASE("steps are done at their time, when their condition first holds, or after another") {
    Scenario scenario;
    scenario.steps = {step_at("first", 200ms), step_at("later", 100ms), {}};
    scenario.steps[1].trigger.after = "first";
    scenario.steps[1].lasts = 200ms;
    scenario.steps[2].name = "far";
    scenario.steps[2].trigger.condition = Placed<std::string>{"x_m > 1m", {}};
    OneValue values;
    Findings findings;
    Trial trial{scenario, values, findings};
    REQUIRE_FALSE(findings.has_errors());
    Diary diary;
    std::vector<std::size_t> lines;
    for (int tick = 0; tick <= 6; ++tick) {
        if (tick == 4) values.x_m = 2;
        trial.tick(tick * 100ms, diary);
        lines.push_back(diary.lines.size());
    }
    CHECK(lines == std::vector<std::size_t>{0, 0, 1, 2, 3, 4, 4});
    CHECK(diary.lines == std::vector<std::string>{"begin first", "begin later", "begin far", "end later"});
    CHECK(trial.steps_not_done().empty());
    REQUIRE(trial.bands().size() == 3);
    CHECK(trial.bands()[1].from == 300ms);
    CHECK(trial.bands()[1].to == Duration{500ms});
}

TEST_CASE("what lasts is ended at the latest with the run") {
    Scenario scenario;
    scenario.steps = {step_at("fault", 0ms), step_at("never", 1h)};
    scenario.steps[0].lasts = 1h;
    OneValue values;
    Findings findings;
    Trial trial{scenario, values, findings};
    Diary diary;
    trial.tick(0ms, diary);
    trial.finish(100ms, diary);
    CHECK(diary.lines == std::vector<std::string>{"begin fault", "end fault"});
    CHECK(trial.steps_not_done() == std::vector<std::string>{"never"});
}

TEST_CASE("a run is over at its limit, at its end, or when an expectation is broken") {
    Scenario scenario;
    scenario.limit = 1s;
    scenario.end = Placed<std::string>{"x_m > 5m", {}};
    scenario.expectations = {expects(Rule::kNever, "x_m < -1m")};
    OneValue values;
    Findings findings;
    Diary diary;
    const auto over_with = [&](float x_m, Duration now) {
        Trial trial{scenario, values, findings};
        values.x_m = x_m;
        trial.tick(now, diary);
        return trial.over();
    };
    CHECK_FALSE(over_with(0, 900ms));
    CHECK(over_with(0, 1s));
    CHECK(over_with(6, 100ms));
    CHECK(over_with(-2, 100ms));
}

TEST_CASE("every name that is not there is told with its rule") {
    Scenario scenario;
    scenario.end = Placed<std::string>{"y_m > 1", {}};
    scenario.expectations = {expects(Rule::kAlways, "x_m > 1s"), expects(Rule::kFinal, "x_m")};
    OneValue values;
    Findings findings;
    const Trial trial{scenario, values, findings};
    std::string all;
    for (const Finding& finding : findings.errors()) all += finding.sentence + "\n";
    CHECK_THAT(all, Catch::Contains("end: 'y_m > 1': column 1: only x_m is known"));
    CHECK_THAT(all, Catch::Contains("always: 'x_m > 1s': column 5: '>' has m on its left and s on its right"));
    CHECK_THAT(all, Catch::Contains("final: 'x_m': column 1: this is a number"));
}

namespace {

/// Where the robot truly is; either number may be missing.
class Place final : public ValueSource {
public:
    NamedValue find(std::string_view name) override {
        if (name != "truth.x_m" && name != "truth.y_m") throw UnknownName{"only truth is known"};
        return {.handle = name == "truth.x_m" ? 0u : 1u, .unit = "m"};
    }
    std::optional<float> load(std::uint32_t handle) const noexcept override { return handle == 0 ? x_m : y_m; }
    std::optional<float> x_m, y_m;
};

}  // namespace

TEST_CASE("the way is summed from place to place, as far as both coordinates are known") {
    Scenario scenario;
    scenario.limit = 1h;
    scenario.expectations = {{.rule = Rule::kMetric, .digest = Digest::kPathLength, .most = 100},
                             {.rule = Rule::kMetric, .digest = Digest::kPathLength, .most = 4},
                             {.rule = Rule::kMetric, .condition = {"truth.x_m", {}}, .digest = Digest::kLargest, .most = 3}};
    Place place;
    Findings findings;
    Trial trial{scenario, place, findings};
    REQUIRE_FALSE(findings.has_errors());
    Diary diary;
    const auto be_at = [&](std::optional<float> x_m, std::optional<float> y_m) {
        place.x_m = x_m, place.y_m = y_m;
        trial.tick(1ms, diary);
    };
    be_at(std::nullopt, std::nullopt);
    be_at(1, std::nullopt);
    be_at(1, 1);
    be_at(std::nullopt, 7);
    be_at(4, 5);
    trial.finish(1s, diary);
    REQUIRE(trial.assertions().size() == 3);
    CHECK(trial.assertions()[0].story() == "5");
    CHECK(trial.assertions()[1].state() == Assertion::State::kBroken);
    CHECK(trial.assertions()[2].story() == "4, at most 3 wanted");
}

TEST_CASE("an expectation hears of the step that it waits for, and a run that is over does nothing more") {
    Scenario scenario;
    scenario.limit = 1s;
    scenario.steps = {step_at("fault", 100ms), step_at("fault", 300ms), {}};
    scenario.steps[2].name = "then";
    scenario.steps[2].trigger.after = "fault";
    scenario.expectations = {expects(Rule::kWithin, "x_m > 1m"), expects(Rule::kStays, "x_m > 1m")};
    scenario.expectations[0].after = "fault";
    scenario.expectations[0].time = 500ms;
    scenario.expectations[1].after = "fault";
    scenario.expectations[1].time = 200ms;
    OneValue values;
    Findings findings;
    Trial trial{scenario, values, findings};
    Diary diary;
    for (int tick = 0; tick < 9; ++tick) {
        if (tick == 4) values.x_m = 2;
        trial.tick(tick * 100ms, diary);
    }
    CHECK(diary.lines == std::vector<std::string>{"begin fault", "begin then", "begin fault"});
    trial.finish(900ms, diary);
    for (const Assertion& assertion : trial.assertions()) CHECK(assertion.state() == Assertion::State::kKept);
    CHECK(trial.over());
    trial.tick(2s, diary);
    CHECK(diary.lines.size() == 3);
}
