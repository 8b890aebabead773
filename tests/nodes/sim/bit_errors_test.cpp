// Wires on which bits flip, without a device.
#include "nodes/sim/bit_errors.hpp"

#include <catch2/catch.hpp>

#include <bit>
#include <vector>

using namespace seqboard::sim;

namespace {

/// So many zeros after they went over the wires.
std::vector<std::uint8_t> spoilt(BitErrors& wires, std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    wires.spoil(bytes);
    return bytes;
}

int flipped(const std::vector<std::uint8_t>& bytes) {
    int count = 0;
    for (const std::uint8_t byte : bytes) count += std::popcount(byte);
    return count;
}

}  // namespace

TEST_CASE("the share of the bits that flip is the one asked for, and none where none is") {
    BitErrors wires{1, "wires"};
    CHECK(flipped(spoilt(wires, 10'000)) == 0);
    wires.set_ratio(0.01f);
    CHECK(flipped(spoilt(wires, 10'000)) == Approx(800).margin(120));
    wires.set_ratio(1);
    CHECK(flipped(spoilt(wires, 10)) == 80);
    wires.set_ratio(0);
    CHECK(flipped(spoilt(wires, 10'000)) == 0);
}

TEST_CASE("the same seed and line make the same errors, others do not, and quiet wires draw nothing") {
    BitErrors one{1, "wires"}, same{1, "wires"}, other_seed{2, "wires"}, other_line{1, "other wires"};
    spoilt(same, 100);  // while nothing is wrong
    for (BitErrors* const wires : {&one, &same, &other_seed, &other_line}) wires->set_ratio(0.1f);
    const auto expected = spoilt(one, 100);
    CHECK(spoilt(same, 100) == expected);
    CHECK(spoilt(other_seed, 100) != expected);
    CHECK(spoilt(other_line, 100) != expected);
}
