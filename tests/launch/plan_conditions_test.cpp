// When a changed condition of a running process is another one, and when a changed place is.
#include <catch2/catch.hpp>

#include "core/launch/plan_difference.hpp"

using namespace seqboard;

namespace {

LaunchPlan waiting_for_slot() {
    LaunchPlan plan;
    plan.processes.emplace_back().name = "heading";
    PlannedCondition& after = plan.processes[0].conditions.emplace_back();
    after.condition.kind = StartConditionKind::kSlot;
    after.condition.what = "range";
    after.process = 99;  // means nothing to a slot
    return plan;
}

}  // namespace

TEST_CASE("a condition about a slot compares the slot, not a process") {
    CHECK(difference(waiting_for_slot(), waiting_for_slot()).is_empty());
    LaunchPlan wanted = waiting_for_slot();
    wanted.processes[0].conditions[0].condition.what = "sonar";
    CHECK(difference(waiting_for_slot(), wanted).amended.size() == 1);
}

TEST_CASE("a condition about a node that has another place in the file is the same, about another node it is not") {
    LaunchPlan running;
    for (const char* const name : {"sim", "imu", "heading"}) running.processes.emplace_back().name = name;
    running.processes[2].conditions.emplace_back().condition.what = "sim";
    LaunchPlan wanted = running;
    std::swap(wanted.processes[0], wanted.processes[1]);
    wanted.processes[2].conditions[0].process = 1;
    CHECK(difference(running, wanted).is_empty());
    wanted.processes[2].conditions[0].process = 0;
    CHECK(difference(running, wanted).amended.size() == 1);
}

TEST_CASE("a set that only removes, or only adds, changes something") {
    LaunchPlan more = waiting_for_slot();
    more.processes.emplace_back().name = "voice";
    CHECK_FALSE(difference(more, waiting_for_slot()).is_empty());
    CHECK_FALSE(difference(waiting_for_slot(), more).is_empty());
    LaunchPlan renamed = waiting_for_slot();
    renamed.place.board = "other";
    CHECK(difference(waiting_for_slot(), renamed).refusal.starts_with("the board is another one"));
}
