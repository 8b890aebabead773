// What must hold before a process starts: with a clock and slots of the test's own.
#include "core/launch/start_gate.hpp"

#include <catch2/catch.hpp>

#include "core/launch/dependency_watch.hpp"
#include "core/messages/range.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

PlannedProcess waiting_for(const StartCondition& condition) {
    PlannedProcess process;
    process.conditions.push_back({condition, 0, slot_spec<Range>("front"), "writer"});
    return process;
}

Supervised nobody(std::size_t) { return Supervised::kDown; }

}  // namespace

TEST_CASE("each condition about a node holds in its states and in no other") {
    const auto held = [](StartConditionKind kind, bool given_up_will_do) {
        std::string states;
        for (const char* const word = "DWSRTBFX"; states.size() < 8;)
            states += node_condition_holds(kind, static_cast<Supervised>(states.size()), given_up_will_do) ? word[states.size()] : '-';
        return states;
    };
    CHECK(held(StartConditionKind::kReady, false) == "---R---X");
    CHECK(held(StartConditionKind::kStarted, false) == "--SRT--X");
    CHECK(held(StartConditionKind::kExitedOk, false) == "-------X");
    CHECK(held(StartConditionKind::kReady, true) == "---R--FX");
    CHECK(held(StartConditionKind::kExitedOk, true) == "------FX");
}

TEST_CASE("a slot opens the gate while its newest sample is young enough, and no longer") {
    Wire<Range> wire;
    const PlannedProcess process = waiting_for({.kind = StartConditionKind::kSlot, .what = "front", .max_age = 200ms});
    StartGate gate{process};
    gate.begin(wire.board());
    CHECK_FALSE(gate.is_open(nobody, wire.board(), Time{1s}));
    wire.at(1s);
    wire.output.write({});
    CHECK(gate.is_open(nobody, wire.board(), Time{1200ms}));
    CHECK_FALSE(gate.is_open(nobody, wire.board(), Time{1201ms}));
    wire.at(2s);
    wire.output.write({});
    CHECK(gate.is_open(nobody, wire.board(), Time{2s}));
}

TEST_CASE("min_count counts the samples since the waiting began, and means nothing to a process that runs") {
    Wire<Range> wire;
    const PlannedProcess process = waiting_for({.kind = StartConditionKind::kSlot, .what = "front", .min_count = 2});
    StartGate gate{process};
    for (int i = 0; i < 3; ++i) wire.output.write({});
    gate.begin(wire.board());
    CHECK_FALSE(gate.is_open(nobody, wire.board(), Time{}));
    CHECK(gate.still_holds(nobody, wire.board(), Time{}));
    wire.output.write({});
    CHECK_FALSE(gate.is_open(nobody, wire.board(), Time{}));
    wire.output.write({});
    CHECK(gate.is_open(nobody, wire.board(), Time{}));
}

TEST_CASE("a file may be anything, a device is one") {
    CHECK(path_condition_holds({.kind = StartConditionKind::kFile, .what = "/tmp"}));
    CHECK(path_condition_holds({.kind = StartConditionKind::kDevice, .what = "/dev/null"}));
    CHECK_FALSE(path_condition_holds({.kind = StartConditionKind::kDevice, .what = "/tmp"}));
    CHECK_FALSE(path_condition_holds({.kind = StartConditionKind::kFile, .what = "/no/such/file"}));
}

TEST_CASE("a broken condition stops at once, restarts when it holds again, or only shows") {
    const auto cycles = [](DependencyFailure rule) {
        DependencyWatch watch{rule};
        watch.begin();
        std::string actions;
        for (const bool holds : {true, false, false, true, true})
            actions += watch.look(holds) == DependencyAction::kCycle ? 'c' : watch.degrades() ? 'd' : '-';
        return actions;
    };
    CHECK(cycles(DependencyFailure::kHold) == "-----");
    CHECK(cycles(DependencyFailure::kStop) == "-c---");
    CHECK(cycles(DependencyFailure::kRestart) == "---c-");
    CHECK(cycles(DependencyFailure::kDegrade) == "-dd--");
    CHECK(cycles(DependencyFailure::kIgnore) == "-----");
}
