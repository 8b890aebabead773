// Modes of a running set: parameters are other ones while a condition holds, and robots stand.
#include <signal.h>

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kNodes =
    "  front: {type: source_node, restart: {delay: 0ms, max: 1000}}\n"
    "  other: {type: source_node, outputs: {range: other_range}}\n"
    "  turn: {type: follow_node, inputs: {front: range}, after: [front], restart: {delay: 0ms, max: 1000}}\n";

/// `other` is moved by hand, and `front` with it by the mode.
const std::string kModes =
    "modes:\n"
    "  far: {when: \"other_range.range_m > 2m\", set: {front.offset_m: 5}, clear_after: 0ms}\n"
    "  halt: {when: \"other_range.range_m > 4m\", safe_stop: true, clear_after: 0ms}\n";

bool reads(RunningSet& set, const char* node, const char* slot, float range_m) {
    const auto range = newest<Range>(set.board(), node, slot);
    return range && range->range_m == range_m;
}

bool is_in_mode(RunningSet& set, const std::string& mode) {
    const auto status = set.supervisor();
    return status && text_in(status->mode_name) == mode;
}

}  // namespace

TEST_CASE("a mode sets parameters while its condition holds, and puts back what a person had set before") {
    RunningSet set{kNodes, kModes};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal) && reads(set, "front", "range", 1); }));
    REQUIRE(set.run({"set", "front.offset_m", "0.5"}).exit_code == 0);
    REQUIRE(set.run({"set", "other.offset_m", "2"}).exit_code == 0);
    REQUIRE(eventually([&] { return is_in_mode(set, "far") && reads(set, "front", "range", 6); }));
    CHECK(set.is(SystemMode::kDegraded));
    CHECK(set.run({"status"}).text.find("DEGRADED (far)") != std::string::npos);
    REQUIRE(set.run({"set", "other.offset_m", "0"}).exit_code == 0);
    REQUIRE(eventually([&] { return is_in_mode(set, "") && reads(set, "front", "range", 1.5F); }));
    CHECK(set.is(SystemMode::kNormal));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a node that is started while a mode is in force gets the mode's values") {
    RunningSet set{kNodes, kModes};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    REQUIRE(set.run({"set", "other.offset_m", "2"}).exit_code == 0);
    REQUIRE(eventually([&] { return reads(set, "front", "range", 6); }));
    set.signal("front", SIGKILL);
    REQUIRE(eventually([&] { return set.supervision("front")->starts == 2 && reads(set, "front", "range", 6); }));
    CHECK(set.says_in_turn({"front: killed", "front: offset_m = 5"}));
    REQUIRE(set.run({"set", "other.offset_m", "0"}).exit_code == 0);
    REQUIRE(eventually([&] { return reads(set, "front", "range", 1); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a mode that stops the robot disables the motors while it is in force, and the graver mode wins") {
    RunningSet set{kNodes, kModes};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    REQUIRE(set.run({"set", "other.offset_m", "4"}).exit_code == 0);
    REQUIRE(eventually([&] { return set.enable()->reason == EnableReason::kMode; }));
    CHECK(set.enable()->enabled == 0);
    CHECK(text_in(set.enable()->node) == "halt");
    REQUIRE(eventually([&] { return set.is(SystemMode::kSafeStop) && is_in_mode(set, "halt"); }));
    CHECK(reads(set, "front", "range", 1));
    REQUIRE(set.run({"set", "other.offset_m", "0"}).exit_code == 0);
    REQUIRE(eventually([&] { return set.enable()->enabled == 1; }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("what is given up leads to the mode that it names, and a person's restart out of it") {
    RunningSet set{kNodes + "  crash: {type: trouble_node, params: {mode: crash}, restart: {delay: 0ms, max: 1, on_give_up: mode:limp}}\n",
                   "modes: {limp: {set: {front.offset_m: 2}, clear_after: 0ms}}\n"};
    set.up();
    REQUIRE(eventually([&] { return is_in_mode(set, "limp") && reads(set, "front", "range", 3); }));
    CHECK(set.is("crash", Supervised::kFailed));
    CHECK(set.run({"down"}).exit_code == 0);
}
