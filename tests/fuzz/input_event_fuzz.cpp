// InputEventParser and InputState against a reader that has the whole stream before it. The first byte says whether a 32-bit or a
// 64-bit program reads.
#include <cstring>
#include <span>

#include "drivers/input/input_event_parser.hpp"
#include "drivers/input/input_state.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

constexpr InputEvent kReport{0, 0, 0}, kDropped{0, 3, 0};
constexpr std::uint16_t kKey = 1, kAbsolute = 3, kKeys = 0x300;

/// The machine's own bytes: little-endian, as all that seqboard runs on.
InputEvent event_at(std::span<const std::uint8_t> stream, std::size_t at) {
    InputEvent event;
    std::memcpy(&event, stream.data() + at, sizeof event);
    return event;
}

bool same(const InputState& a, const InputState& b) {
    for (std::uint16_t axis = 0; axis < InputState::kAxes; ++axis)
        if (a.axis(axis) != b.axis(axis)) return false;
    for (std::uint16_t key = 0; key < kKeys; ++key)
        if (a.key(key) != b.key(key)) return false;
    return true;
}

/// One event, seen from outside.
void take(InputState& state, const InputEvent& event, bool& dropping) {
    const InputState before = state;
    const InputState::Outcome outcome = state.take(event);
    const bool ends = event.type == 0 && event.code == 0;
    require((outcome != InputState::Outcome::kNothing) == ends, "a frame ends with its report and nowhere else");
    require(ends || same(before, state), "nothing moves within a frame");
    require((outcome == InputState::Outcome::kLost) == (ends && dropping), "lost events are told at the end of their frame");
    require(!(ends && dropping) || same(before, state), "a frame that lost events moves nothing");
    dropping = (dropping && !ends) || (event.type == 0 && event.code == 3);
}

/// After whatever came before.
void require_recovery(InputState& state) {
    state.take(kDropped);
    require(state.take(kReport) == InputState::Outcome::kLost, "lost events are told after any garbage");
    state.set_keys({});
    for (std::uint16_t key = 0; key < kKeys; ++key) require(!state.key(key), "what the device says counts");
    for (std::uint16_t key = 0; key < kKeys; ++key) {
        state.take({kKey, key, 1});
        state.take(kReport);
        require(state.key(key), "every key that is pressed is seen");
        state.take({kKey, key, 0});
        state.take(kReport);
        require(!state.key(key), "every key that is let go is seen");
    }
    for (std::uint16_t axis = 0; axis < InputState::kAxes; ++axis) {
        state.take({kAbsolute, axis, -7 - axis});
        state.take(kReport);
        require(state.axis(axis) == -7 - axis, "every axis that moves is seen");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t long_bytes = (data[0] & 1) != 0 ? 8 : 4, event_bytes = InputEventParser::event_bytes(long_bytes);
    const std::span stream{data + 1, size - 1};
    InputEventParser parser{long_bytes};
    InputState state;
    bool dropping = false;
    std::size_t found = 0;
    for (std::size_t i = 0; i < stream.size(); ++i) {
        const auto event = parser.push(stream[i]);
        require(event.has_value() == ((i + 1) % event_bytes == 0), "an event comes out with its last byte");
        if (!event) continue;
        require(*event == event_at(stream, found * event_bytes + 2 * long_bytes), "events come out as they went in, in order");
        take(state, *event, dropping);
        ++found;
    }
    parser.restart();
    for (std::size_t i = 1; i < event_bytes; ++i) require(!parser.push(0xff), "a restart forgets what has begun");
    require(parser.push(0xff) == InputEvent{0xffff, 0xffff, -1}, "a restart begins a new event");
    require_recovery(state);
    return 0;
}
