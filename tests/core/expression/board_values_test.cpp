// Expressions over the slots of a board.
#include "core/expression/board_values.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/expression/expression.hpp"
#include "core/messages/arbiter.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/range.hpp"
#include "core/messages/supervision.hpp"
#include "core/port/output_port.hpp"
#include "tests/core/expression/evaluated.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Place {
    float x_m = 0;
    float y_m = 0;
};
SEQBOARD_MESSAGE(Place, x_m, y_m);

/// A field of each kind that the stock messages do not have.
struct Mixed {
    double mass_kg = 0;
    std::uint64_t ticks = 0;
    std::int32_t debt = 0;
    Place place{};
    bool on = false;
    bool off = false;
    char letter = '\0';
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(Mixed, mass_kg, ticks, debt, place, on, off, letter, reserved);

/// A board with the nodes `range` and `wheels` under a supervisor; nothing is written yet.
class Fixture {
public:
    Fixture() : values{slots()} { values.attach(board); }

    static std::vector<BoardSlot> slots() {
        return {{slot_spec<Range>("range"), "range"},
                {slot_spec<GroundContact>("ground_contact"), "ground"},
                {slot_spec<Plan>("plan"), "planner"},
                {slot_spec<Mixed>("mixed"), "mixed"},
                {slot_spec<NodeSupervision>("supervisor.range"), "supervisor"},
                {slot_spec<NodeSupervision>("supervisor.wheels"), "supervisor"}};
    }

    template <Message T>
    void write(const std::string& node, const std::string& slot, const T& value, Time at = time_from_ns(1'000'000'000)) {
        const auto segment = board->create(node, {slot_spec<T>(slot)});
        OutputPort port{slot, slot_spec<T>(slot), context};
        port.bind(segment->writer(0), segment->epoch());
        context.begin(at);
        port.write(&value, sizeof value);
        kept.push_back(segment);
    }

    std::optional<float> value_of(const std::string& text) { return testing::value_of(text, values, time_from_ns(3'500'000'000)); }
    std::string fault_of(const std::string& text) { return testing::fault_of(text, values); }

    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    StepContext context;
    std::vector<std::shared_ptr<OwnedSegment>> kept;
    BoardValues values;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a slot that was never written is missing, infinitely old, and has no values") {
    CHECK(value_of("range.missing") == 1);
    CHECK(value_of("range.count") == 0);
    CHECK(value_of("range.age") == std::numeric_limits<float>::infinity());
    CHECK_FALSE(value_of("range.range_m < 1").has_value());
    CHECK(value_of("range.missing or range.range_m < 1") == 1);
}

TEST_CASE_METHOD(Fixture, "fields, elements and ages of the newest sample are values") {
    write("range", "range", Range{.range_m = 0.25f, .bearing_rad = -0.5f});
    CHECK(value_of("range.range_m") == 0.25f);
    CHECK(value_of("range.bearing_rad < -10deg") == 1);
    CHECK(value_of("range.age") == 2.5f);
    CHECK(value_of("range.missing") == 0);
    CHECK(value_of("range.count") == 1);
    write("ground", "ground_contact", GroundContact{.cliff = {0, 1, 0, 0}});
    CHECK(value_of("ground_contact.cliff[1] == 1 and ground_contact.cliff[0] == 0") == 1);
}

TEST_CASE_METHOD(Fixture, "every kind of number is a value, but a double, a message and a text are refused by name") {
    write("mixed", "mixed", Mixed{.ticks = 5, .debt = -6, .place = {.x_m = 2}, .on = true, .letter = 'q'});
    CHECK(value_of("mixed.ticks") == 5);
    CHECK(value_of("mixed.debt") == -6);
    CHECK(value_of("mixed.place.x_m") == 2);
    CHECK(value_of("mixed.on") == 1);
    CHECK(value_of("mixed.off") == 0);
    CHECK(value_of("mixed.letter") == 0);  // a letter is no number, and no text to compare
    CHECK(fault_of("mixed.mass_kg > 0") == "column 1: 'mixed.mass_kg' is a double; expressions compute with floats");
    CHECK(fault_of("mixed.place > 0") == "column 1: 'mixed.place' is a message; name one of its fields; known: x_m, y_m");
    CHECK(fault_of("mixed > 0") ==
          "column 1: 'mixed' is a slot; name one of its fields; known: mass_kg, ticks, debt, place, on, off, letter");
    CHECK(fault_of("zzz > 0") == "column 1: no slot or node 'zzz'");
}

TEST_CASE_METHOD(Fixture, "values name the slots that they look at, and a board that went does not take the last sample away") {
    write("range", "range", Range{.range_m = 0.25f});
    CHECK(value_of("range.range_m") == 0.25f);
    CHECK(value_of("wheels.pid == 0") == std::nullopt);
    CHECK(values.slots_named() == std::vector<std::string>{"range", "supervisor.wheels"});
    values.attach(nullptr);
    CHECK(value_of("range.range_m") == 0.25f);
}

TEST_CASE_METHOD(Fixture, "a node has failed while it waits to be started again, is given up, or hangs") {
    for (const Supervised state : {Supervised::kBackoff, Supervised::kFailed, Supervised::kHung}) {
        Fixture one;
        one.write("supervisor", "supervisor.wheels", NodeSupervision{.state = state});
        CHECK(one.value_of("wheels.failed") == 1);
    }
}

TEST_CASE_METHOD(Fixture, "a new sample is seen at the next look, not before") {
    const Expression near = Expression::parse_condition("range.range_m < 0.3m", values);
    write("range", "range", Range{.range_m = 0.25f});
    CHECK_FALSE(near.holds(values));
    values.look(time_from_ns(3'500'000'000));
    CHECK(near.holds(values));
}

TEST_CASE_METHOD(Fixture, "what the supervisor says of a node goes by the node's name") {
    write("supervisor", "supervisor.wheels", NodeSupervision{.starts = 3, .exit_code = 137, .state = Supervised::kBackoff});
    CHECK(value_of("wheels.failed") == 1);
    CHECK(value_of("wheels.ready") == 0);
    CHECK(value_of("wheels.state == BACKOFF") == 1);
    CHECK(value_of("wheels.starts") == 3);
    CHECK(value_of("wheels.exit_code == 137") == 1);
    CHECK_FALSE(value_of("range.failed").has_value());  // a slot of that name, a word of the node
}

TEST_CASE_METHOD(Fixture, "a name that is not there is told with the nearest that is") {
    CHECK(fault_of("rang.range_m > 0") == "column 1: no slot or node 'rang'; did you mean 'range'?");
    CHECK(fault_of("0 < range.rnage_m") == "column 5: slot 'range' (Range) has no field 'rnage_m'; did you mean 'range_m'?");
    CHECK(fault_of("range > 1") ==
          "column 1: 'range' is a slot; name one of its fields; known: range_m, max_range_m, beam_width_rad, bearing_rad");
    CHECK(fault_of("ground_contact.cliff > 0") == "column 1: 'ground_contact.cliff' has 4 elements; write ground_contact.cliff[0]");
    CHECK(fault_of("wheels.stat == READY") == "column 1: node 'wheels' has no 'stat'; did you mean 'state'?");
    CHECK(fault_of("wheels.state == REDY") == "column 17: 'wheels.state' is never 'REDY'; did you mean 'READY'?");
    CHECK(fault_of("supervisor.wheels.type == 1") == "column 1: 'supervisor.wheels.type' is a text; only numbers can be compared");
    CHECK(fault_of("range.age > 1m") == "column 11: '>' has s on its left and m on its right; both sides have to be of one unit");
}

TEST_CASE_METHOD(Fixture, "the slots of a running board are found by looking at it") {
    write("range", "range", Range{});
    BoardValues found{slots_on(*board)};
    CHECK_NOTHROW(Expression::parse("range.range_m > 0", found));
    CHECK_THROWS_AS(Expression::parse("plan.count > 0", found), ExpressionError);
}
