// Which mode is in force, by the clock that a test turns.
#include "core/launch/mode_choice.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

ModeRule rule(Duration hold, Duration clear_after) {
    ModeRule rule;
    rule.hold = hold;
    rule.clear_after = clear_after;
    return rule;
}

constexpr Time at(Duration time) { return Time{time}; }

}  // namespace

TEST_CASE("a mode comes into force when its condition has held long enough, and a gap begins the wait anew") {
    const std::vector<ModeRule> rules = {rule(200ms, 0ms)};
    ModeChoice choice{rules};
    choice.look({true}, at(0ms));
    choice.look({true}, at(199ms));
    CHECK_FALSE(choice.in_force());
    choice.look({false}, at(199500us));
    choice.look({true}, at(200ms));
    choice.look({true}, at(399ms));
    CHECK_FALSE(choice.in_force());
    choice.look({true}, at(400ms));
    CHECK(choice.in_force() == 0U);
}

TEST_CASE("a mode is left when its condition has not held long enough, and a flicker keeps it") {
    const std::vector<ModeRule> rules = {rule(0ms, 1s)};
    ModeChoice choice{rules};
    choice.look({true}, at(0ms));
    CHECK(choice.in_force() == 0U);
    choice.look({false}, at(1ms));
    choice.look({false}, at(1000ms));
    CHECK(choice.in_force() == 0U);
    choice.look({true}, at(1000500us));
    choice.look({false}, at(1001ms));
    choice.look({false}, at(2000ms));
    CHECK(choice.in_force() == 0U);
    choice.look({false}, at(2001ms));
    CHECK_FALSE(choice.in_force());
}

TEST_CASE("of several modes the last of the file is in force, and the one before it when that is left") {
    const std::vector<ModeRule> rules = {rule(0ms, 0ms), rule(0ms, 0ms)};
    ModeChoice choice{rules};
    choice.look({true, true}, at(0ms));
    CHECK(choice.in_force() == 1U);
    choice.look({true, false}, at(1ms));
    CHECK(choice.in_force() == 0U);
    choice.look({false, true}, at(2ms));
    CHECK(choice.in_force() == 1U);
}
