// Which slots and nodes of a board an expression's names mean.
#include <catch2/catch.hpp>

#include <atomic>
#include <cstring>

#include "core/expression/board_values.hpp"
#include "core/messages/range.hpp"
#include "core/messages/supervision.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/core/expression/evaluated.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

BoardValues values_of_two_nodes() {
    return BoardValues{{{slot_spec<Range>("front.left"), "sonar"},
                        {slot_spec<NodeSupervision>("supervisor.wheels"), "supervisor"},
                        {slot_spec<NodeSupervision>("supervisor.front.left"), "supervisor"}}};
}

template <Message T>
void give(BoardValues& values, const std::string& slot, const T& sample) {
    values.give(slot, {.stamp_ns = 1, .sequence = 1}, std::as_bytes(std::span{&sample, 1}));
}

}  // namespace

TEST_CASE("names with dots mean the longest slot that fits, and one that begins with a dot means nothing") {
    BoardValues values = values_of_two_nodes();
    CHECK_NOTHROW(values.find("front.left.range_m"));
    CHECK_NOTHROW(values.find("front.left.failures"));  // a word of the node of that name
    CHECK_THROWS_AS(values.find("front.range_m"), UnknownName);
    CHECK_THROWS_AS(values.find(".range_m"), UnknownName);
    CHECK_THROWS_AS(values.find("."), UnknownName);
    CHECK_FALSE(fault_of("front.left. > 1", values).empty());
    CHECK_FALSE(fault_of("1 < front.left.", values).empty());
}

TEST_CASE("every word of a node has its value, and one that runs has not failed") {
    BoardValues values = values_of_two_nodes();
    give(values, "supervisor.wheels", NodeSupervision{.pid = 12, .starts = 3, .failures = 2, .exit_code = 7, .state = Supervised::kReady});
    const auto value_of = [&](const char* name) { return values.load(values.find(name).handle); };
    give(values, "supervisor.wheels", NodeSupervision{});  // nobody has asked for it yet: passed over
    CHECK_FALSE(value_of("wheels.ready"));
    for (const char* const word : {"failed", "starts", "failures", "exit_code", "pid", "state"})
        CHECK_NOTHROW(values.find(std::string{"wheels."} + word));
    give(values, "supervisor.wheels", NodeSupervision{.pid = 12, .starts = 3, .failures = 2, .exit_code = 7, .state = Supervised::kReady});
    CHECK(value_of("wheels.ready") == 1);
    CHECK(value_of("wheels.failed") == 0);
    CHECK(value_of("wheels.starts") == 3);
    CHECK(value_of("wheels.failures") == 2);
    CHECK(value_of("wheels.exit_code") == 7);
    CHECK(value_of("wheels.pid") == 12);
}

TEST_CASE("a sample of another size than the slot's message is passed over") {
    BoardValues values = values_of_two_nodes();
    const std::uint32_t handle = values.find("front.left.range_m").handle;
    give(values, "front.left", NodeSupervision{});
    CHECK_FALSE(values.load(handle));
    give(values, "front.left", Range{.range_m = 0.5f});
    CHECK(values.load(handle) == 0.5f);
    give(values, "front.left", NodeSupervision{});
    CHECK(values.load(handle) == 0.5f);
}

TEST_CASE("the slots of a board are those of segments that can be trusted and are not given up") {
    const ScratchBoard scratch;
    const auto writers = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    const auto range = writers->create("sonar", {slot_spec<Range>("front"), slot_spec<Range>("back")});
    const auto spoilt = writers->create("spoilt", {slot_spec<Range>("spoilt")});
    const auto idle = writers->create("idle", {});
    const auto retired = writers->create("retired", {slot_spec<Range>("old")});
    spoilt->mapping().data()[offsetof(SegmentHeader, layout_version)] = std::byte{77};
    auto& state = reinterpret_cast<LiveWords*>(retired->mapping().data() + kLiveOffset)->state;
    std::atomic_ref{state}.store(static_cast<std::uint32_t>(SegmentState::kRetired));
    Blackboard readers{make_backend(scratch.place()), "test"};
    const std::vector<BoardSlot> slots = slots_on(readers);
    REQUIRE(slots.size() == 2);
    CHECK(slots[0].spec.name == "front");
    CHECK(slots[1].spec.name == "back");
    CHECK(slots[1].node == "sonar");
}

TEST_CASE("both sides of and and or have to be true or false") {
    BoardValues values = values_of_two_nodes();
    CHECK_THAT(fault_of("front.left.missing and front.left.range_m", values), Catch::Contains("and"));
    CHECK_THAT(fault_of("front.left.range_m or front.left.missing", values), Catch::Contains("or"));
    CHECK(fault_of("front.left.missing or front.left.range_m < 1", values).empty());
}
