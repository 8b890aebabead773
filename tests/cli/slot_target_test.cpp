// SLOT and SLOT.FIELD: which slot and which number are meant, and what is said of what is none.
#include "core/cli/slot_target.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/supervision.hpp"

using namespace seqboard;
using namespace seqboard::cli;

namespace slot_target_test {

struct Corner {
    float x_m = 0;
    std::array<char, 4> label{};
};
SEQBOARD_MESSAGE(Corner, x_m, label);

struct Room {
    Corner door{};
    std::array<Corner, 2> windows{};
};
SEQBOARD_MESSAGE(Room, door, windows);

}  // namespace slot_target_test

namespace {

using slot_target_test::Room;

std::string text_of_target(const std::string& text) {
    const auto target = find_target({"wheels.status", "wheels", ".hidden"}, text);
    return target ? target->slot + "|" + target->field : "none";
}

template <Message T>
std::string refusal(const std::string& slot, const std::string& field) {
    const SlotSpec spec = slot_spec<T>(slot);
    try {
        number_field_of({slot, field}, spec, parse_schema(spec.schema, spec.message_bytes));
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kNoInput);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("of slots whose names begin alike the longest is meant") {
    CHECK(text_of_target("wheels") == "wheels|");
    CHECK(text_of_target("wheels.speed") == "wheels|speed");
    CHECK(text_of_target("wheels.status.steps") == "wheels.status|steps");
    CHECK(text_of_target("arm.status.steps") == "none");
    CHECK(text_of_target(".arm") == "none");
    CHECK(text_of_target("") == "none");
    CHECK(SlotTarget{"wheels", ""}.text() == "wheels");
    CHECK(SlotTarget{"wheels", "speed"}.text() == "wheels.speed");
}

TEST_CASE("what is no number is refused with what to write instead") {
    CHECK(refusal<Plan>("plan", "points") == "");
    CHECK_THAT(refusal<Plan>("plan", ""), Catch::Contains("'plan' is a slot; name one of its fields"));
    CHECK_THAT(refusal<Plan>("plan", "point"), Catch::Contains("has no field 'point'; did you mean 'points'?"));
    CHECK_THAT(refusal<Plan>("plan", "x_m"), Catch::Contains("elements; write one of them, such as plan.x_m[0]"));
    CHECK_THAT(refusal<SupervisorStatus>("supervisor.status", "node_set"), Catch::Contains("is a text, not a number"));
}

TEST_CASE("a message within a message is no number, its fields are") {
    CHECK(refusal<Room>("room", "door.x_m") == "");
    CHECK_THAT(refusal<Room>("room", "door"), Catch::Contains("'room.door' is a message; name one of its fields"));
    CHECK_THAT(refusal<Room>("room", "windows"), Catch::Contains("has 2 elements; write one of them, such as room.windows[0]"));
    CHECK_THAT(refusal<Room>("room", "door.label"), Catch::Contains("is a text, not a number"));
    const SlotSpec room = slot_spec<Room>("room");
    CHECK(number_paths(parse_schema(room.schema, room.message_bytes)) == std::vector<std::string>{"door.x_m", "windows[0].x_m"});
}

TEST_CASE("the numbers of a message are all but what is reserved, and texts") {
    const SlotSpec status = slot_spec<SupervisorStatus>("s"), plan = slot_spec<Plan>("p");
    const auto paths = number_paths(parse_schema(status.schema, status.message_bytes));
    const auto has = [&](const std::string& path) { return std::find(paths.begin(), paths.end(), path) != paths.end(); };
    CHECK(has("mode"));
    CHECK_FALSE(has("node_set[0]"));
    CHECK_FALSE(has("reserved[0]"));
    const auto of_plan = number_paths(parse_schema(plan.schema, plan.message_bytes));
    CHECK(std::find(of_plan.begin(), of_plan.end(), "x_m[0]") != of_plan.end());
}
