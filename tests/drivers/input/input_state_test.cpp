// Sticks and buttons move when a frame ends, and are asked for when events were lost.
#include <catch2/catch.hpp>

#include "drivers/input/input_state.hpp"

using namespace seqboard;

namespace {

constexpr std::uint16_t kSyn = 0, kKey = 1, kRelative = 2, kAbsolute = 3, kDropped = 3, kButton = 0x136;
constexpr InputEvent kReport{kSyn, 0, 0};

}  // namespace

TEST_CASE("what moves in one frame is seen together, at its end") {
    InputState state;
    CHECK(state.take({kAbsolute, 1, -700}) == InputState::Outcome::kNothing);
    CHECK(state.take({kKey, kButton, 1}) == InputState::Outcome::kNothing);
    CHECK(state.axis(1) == 0);
    CHECK_FALSE(state.key(kButton));
    CHECK(state.take(kReport) == InputState::Outcome::kFrame);
    CHECK(state.axis(1) == -700);
    CHECK(state.key(kButton));
    state.take({kKey, kButton, 2});  // the kernel's own repetition
    state.take(kReport);
    CHECK(state.key(kButton));
    state.take({kKey, kButton, 0});
    state.take(kReport);
    CHECK_FALSE(state.key(kButton));
}

TEST_CASE("when events were lost, those of the broken frame do not count and the device has to be asked") {
    InputState state;
    state.take({kAbsolute, 0, 5});
    state.take(kReport);
    state.take({kAbsolute, 0, 6});
    CHECK(state.take({kSyn, kDropped, 0}) == InputState::Outcome::kNothing);
    state.take({kAbsolute, 0, 7});
    state.take({kKey, kButton, 1});
    CHECK(state.take(kReport) == InputState::Outcome::kLost);
    CHECK(state.axis(0) == 5);
    CHECK_FALSE(state.key(kButton));
    KeyBits keys{};
    keys[kButton / 8] = 1 << (kButton % 8);
    state.set_keys(keys);
    state.set_axis(0, 9);
    CHECK(state.axis(0) == 9);
    CHECK(state.key(kButton));
    CHECK_FALSE(state.key(kButton + 1));
    CHECK(state.take(kReport) == InputState::Outcome::kFrame);
    CHECK(state.axis(0) == 9);
}

TEST_CASE("events of other kinds and with numbers that no device has change nothing") {
    InputState state;
    for (const InputEvent& event : {InputEvent{kRelative, 1, 3}, InputEvent{kAbsolute, 0x40, 3}, InputEvent{kAbsolute, 0xffff, 3},
                                    InputEvent{kKey, 0x300, 1}, InputEvent{kKey, 0xffff, 1}, InputEvent{0xffff, 1, 1}})
        CHECK(state.take(event) == InputState::Outcome::kNothing);
    state.set_axis(0xffff, 3);
    state.take(kReport);
    for (unsigned code = 0; code <= 0xffff; ++code) {
        REQUIRE(state.axis(static_cast<std::uint16_t>(code)) == 0);
        REQUIRE_FALSE(state.key(static_cast<std::uint16_t>(code)));
    }
}
