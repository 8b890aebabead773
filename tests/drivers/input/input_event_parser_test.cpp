// Events out of the kernel's bytes, as a 32-bit and as a 64-bit program gets them.
#include <catch2/catch.hpp>
#include <vector>

#include "drivers/input/input_event_parser.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Written out by hand from struct input_event: 1700000000.250000 s, EV_ABS ABS_RX -32768; EV_KEY BTN_TL 1; EV_SYN SYN_DROPPED 0.
const Bytes kStick64 = {0x00, 0xf1, 0x53, 0x65, 0,    0,    0,    0,    0x90, 0xd0, 0x03, 0,
                        0,    0,    0,    0,    0x03, 0x00, 0x03, 0x00, 0x00, 0x80, 0xff, 0xff};
const Bytes kStick32 = {0x00, 0xf1, 0x53, 0x65, 0x90, 0xd0, 0x03, 0, 0x03, 0x00, 0x03, 0x00, 0x00, 0x80, 0xff, 0xff};
const Bytes kButton32 = {0x00, 0xf1, 0x53, 0x65, 0x90, 0xd0, 0x03, 0, 0x01, 0x00, 0x36, 0x01, 0x01, 0x00, 0x00, 0x00};
// After 19 January 2038 the same 32 bits count on as unsigned.
const Bytes kDropped2040 = {0x00, 0x2f, 0xb5, 0x83, 0x00, 0x00, 0x00, 0, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00};

constexpr InputEvent kStick{3, 3, -32768}, kButton{1, 0x136, 1}, kDropped{0, 3, 0};

std::vector<InputEvent> parse(InputEventParser& parser, const Bytes& bytes) {
    std::vector<InputEvent> events;
    for (const std::uint8_t byte : bytes)
        if (const auto event = parser.push(byte)) events.push_back(*event);
    return events;
}

Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

TEST_CASE("an input event is the same whether a 32-bit or a 64-bit program reads it, before and after 2038") {
    InputEventParser narrow{4}, wide{8};
    CHECK(parse(narrow, kStick32 + kButton32 + kDropped2040) == std::vector{kStick, kButton, kDropped});
    CHECK(parse(wide, kStick64 + kStick64) == std::vector{kStick, kStick});
}

TEST_CASE("an input event that comes in pieces comes out with its last byte, and a restart forgets the pieces") {
    InputEventParser parser{4};
    CHECK(parse(parser, Bytes(kStick32.begin(), kStick32.end() - 1)).empty());
    CHECK(parser.push(kStick32.back()) == kStick);
    CHECK(parse(parser, Bytes(kStick32.begin(), kStick32.begin() + 5)).empty());
    parser.restart();
    CHECK(parse(parser, kButton32) == std::vector{kButton});
}
