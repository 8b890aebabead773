// Distances in a scenario's expressions.
#include "core/hil/scenario_values.hpp"

#include <catch2/catch.hpp>

#include "core/expression/expression.hpp"
#include "core/messages/truth.hpp"
#include "core/port/output_port.hpp"
#include "tests/core/expression/evaluated.hpp"

using namespace seqboard;
using namespace seqboard::hil;

namespace {

struct Fixture {
    Fixture() { values.attach(board); }

    void stand_at(float x_m, float y_m) {
        segment = board->create("plant", {slot_spec<Truth>("truth")});
        OutputPort port{"truth", slot_spec<Truth>("truth"), context};
        port.bind(segment->writer(0), segment->epoch());
        context.begin(time_from_ns(1));
        const Truth truth{.x_m = x_m, .y_m = y_m};
        port.write(&truth, sizeof truth);
    }
    std::optional<float> value_of(const std::string& text) { return testing::value_of(text, values, time_from_ns(2)); }
    std::string fault_of(const std::string& text) { return testing::fault_of(text, values); }

    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    std::shared_ptr<OwnedSegment> segment;
    StepContext context;
    ScenarioValues values{{{slot_spec<Truth>("truth"), "plant"}}, {{"goal", {3, 4}}, {"home", {0, 0}}}};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the distance to a place, or to coordinates, is that of the robot's true position") {
    CHECK_FALSE(value_of("dist_to(goal) < 1m").has_value());
    stand_at(0, 0);
    CHECK(value_of("dist_to(goal)") == 5);
    CHECK(value_of("dist_to(home)") == 0);
    CHECK(value_of("dist_to(-3, 400cm)") == 5);
    CHECK(value_of("dist_to(goal) > 499cm and truth.x_m == 0") == 1);
}

TEST_CASE_METHOD(Fixture, "a place that is not there and coordinates that are none are refused") {
    CHECK(fault_of("dist_to(gaol) < 1m") == "column 1: dist_to: no place 'gaol' under places:; did you mean 'goal'?");
    for (const char* const wrong :
         {"dist_to() < 1m", "dist_to(1, 2, 3) < 1m", "dist_to(1s, 2) < 1m", "dist_to(1, 2s) < 1m", "dist_to(1, home) < 1m"})
        CHECK(fault_of(wrong) == "column 1: dist_to takes a place or two coordinates, such as dist_to(3.1, 0.5)");
    CHECK_THAT(fault_of("dist_too(goal) < 1m"), Catch::Contains("there is no function 'dist_too'; did you mean 'dist_to'?"));
}
