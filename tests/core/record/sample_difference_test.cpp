// Where two samples of a slot part, by field, in the words that a person would use.
#include "core/record/sample_difference.hpp"

#include <catch2/catch.hpp>

#include "core/message.hpp"

using namespace seqboard;

namespace {

enum class Mood : std::uint8_t { kIdle, kBusy };

struct Corner {
    float x_m = 0;
    float y_m = 0;
};
SEQBOARD_MESSAGE(Corner, x_m, y_m);

struct EveryKind {
    std::uint64_t stamp_ns = 0;
    double range_m = 0;
    std::array<Corner, 2> corners{};
    std::int32_t offset = 0;
    std::array<char, 4> label{};
    std::array<std::int16_t, 2> counts{};
    bool good = false;
    Mood mood = Mood::kIdle;
    std::uint16_t reserved = 0;
};
SEQBOARD_MESSAGE(EveryKind, stamp_ns, range_m, corners, offset, label, counts, good, mood, reserved);

/// "field: then, now"; empty: they are the same.
std::string difference(const EveryKind& then, const EveryKind& now) {
    const Schema schema = parse_schema(schema_text<EveryKind>(), sizeof(EveryKind));
    const auto found = record::first_difference(schema, std::as_bytes(std::span{&then, 1}), std::as_bytes(std::span{&now, 1}));
    return found ? found->field + ": " + found->then + ", " + found->now : "";
}

}  // namespace

TEST_CASE("samples that are the same do not differ") { CHECK(difference({.offset = 3}, {.offset = 3}).empty()); }

TEST_CASE("a difference of each kind of field is told in its words") {
    CHECK(difference({.stamp_ns = 1}, {.stamp_ns = 18446744073709551615ULL}) == "stamp_ns: 1, 18446744073709551615");
    CHECK(difference({.range_m = 0.1}, {.range_m = 0.25}) == "range_m: 0.1, 0.25");
    EveryKind now;
    now.corners[1].y_m = 1.5f;
    CHECK(difference({}, now) == "corners[1].y_m: 0, 1.5");
    CHECK(difference({.offset = -7}, {.offset = 7}) == "offset: -7, 7");
    CHECK(difference({.label = {'a', 'b'}}, {.label = {'a', 'c'}}) == "label[1]: \"b\", \"c\"");
    CHECK(difference({.counts = {0, -1}}, {.counts = {0, 2}}) == "counts[1]: -1, 2");
    CHECK(difference({.good = true}, {.good = false}) == "good: true, false");
    CHECK(difference({.mood = Mood::kIdle}, {.mood = Mood::kBusy}) == "mood: IDLE, BUSY");
    CHECK(difference({.mood = Mood::kIdle}, {.mood = static_cast<Mood>(9)}) == "mood: IDLE, 9");
}

TEST_CASE("of several differences the first field's is told") {
    CHECK(difference({.offset = 1, .good = true}, {.offset = 2, .good = false}) == "offset: 1, 2");
}
