// What happens to the simulated robot, and when.
#include "nodes/sim/scenario.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::sim;
using namespace std::chrono_literals;

namespace {

std::deque<Parameter> parameters() {
    return {{.name = "sonar_fault", .value = 0, .limits = Limits<double>{0, 3}, .live = true},
            {.name = "air_celsius", .value = 20.0f, .live = true},
            {.name = "seed", .value = 1}};
}

std::string refusal(const char* text) {
    auto known = parameters();
    return testing::start_error([&] { const Scenario scenario{text, known}; }).second;
}

}  // namespace

TEST_CASE("changes are made when they are due, whatever order they are written in") {
    auto known = parameters();
    Scenario scenario{"5s: sonar_fault=0; 2.5s : sonar_fault = 2 ;2s: air_celsius=-5;", known};
    const auto fault = [&] { return std::get<int>(known[0].value); };
    scenario.advance(2s);
    CHECK(fault() == 0);
    CHECK(std::get<float>(known[1].value) == -5);
    scenario.advance(2510ms);
    CHECK(fault() == 2);
    scenario.advance(4990ms);
    CHECK(fault() == 2);
    scenario.advance(9s);
    CHECK(fault() == 0);
}

TEST_CASE("an empty scenario is none") { CHECK(refusal(" ; ").empty()); }

TEST_CASE("a scenario that makes no sense is refused with the entry and the reason") {
    CHECK_THAT(refusal("2s: sonar_fault=0; sonar_fault=1"), Catch::Contains("'sonar_fault=1' is no change; expected a time"));
    CHECK_THAT(refusal("2: sonar_fault=1"), Catch::Contains("is no change"));
    CHECK_THAT(refusal("2s: sonar_fualt=1"), Catch::Contains("did you mean 'sonar_fault'"));
    CHECK_THAT(refusal("2s: seed=2"), Catch::Contains("no live parameter"));
    CHECK_THAT(refusal("2s: sonar_fault=7"), Catch::Contains("must be from 0 to 3"));
    CHECK_THAT(refusal("2s: sonar_fault=much"), Catch::Contains("a whole number"));
}
