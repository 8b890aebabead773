// A field's value as a person writes it, put where the field lies.
#include "core/schema/field_from_text.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <stdexcept>

#include "core/message.hpp"
#include "core/messages/node_status.hpp"
#include "core/schema/sample_text.hpp"
#include "core/schema/units.hpp"

using namespace seqboard;

namespace {

struct Corner {
    float x_m = 0;
};
SEQBOARD_MESSAGE(Corner, x_m);

struct Everything {
    std::int64_t i64 = 0;
    std::uint64_t u64 = 0;
    double mass_kg = 0;
    float share_ratio = 0;
    std::int32_t i32 = 0;
    std::uint32_t u32 = 0;
    Corner corner{};
    std::array<Corner, 2> corners{};
    std::array<char, 4> label{};
    std::array<std::uint16_t, 2> counts{};
    std::int16_t i16 = 0;
    std::uint16_t u16 = 0;
    std::int8_t i8 = 0;
    std::uint8_t u8 = 0;
    char letter = 'q';
    bool on = false;
    NodeState state = NodeState::kStarting;
    std::array<std::uint8_t, 7> reserved{};
};
SEQBOARD_MESSAGE(Everything, i64, u64, mass_kg, share_ratio, i32, u32, corner, corners, label, counts, i16, u16, i8, u8, letter, on, state,
                 reserved);

struct Put {
    Everything value;
    Schema schema = parse_schema(schema_text<Everything>(), sizeof(Everything));

    /// Empty, or what was expected instead.
    std::string put(const char* field, std::string_view text) {
        return put_field(*schema.find(field), text, std::as_writable_bytes(std::span{&value, 1}));
    }
    std::string seen(const char* field) const { return field_text(*schema.find(field), std::as_bytes(std::span{&value, 1})); }
};

}  // namespace

TEST_CASE_METHOD(Put, "every kind of number takes what it can hold and says what that is when it is given more") {
    struct Kind {
        const char* field;
        const char* good;
        const char* seen;
        const char* bad;
        const char* expected;
    };
    const Kind kinds[] = {
        {"i8", "-128", "-128", "128", "a whole number from -128 to 127"},
        {"i16", "-32768", "-32768", "40000", "a whole number from -32768 to 32767"},
        {"i32", "-2147483648", "-2147483648", "3.5", "a whole number from -2147483648 to 2147483647"},
        {"i64", "-9000000000", "-9000000000", "x", "a whole number from -9223372036854775808 to 9223372036854775807"},
        {"u8", "255", "255", "-1", "a whole number from 0 to 255"},
        {"u16", "65535", "65535", "65536", "a whole number from 0 to 65535"},
        {"u32", "4294967295", "4294967295", "", "a whole number from 0 to 4294967295"},
        {"u64", "18000000000000000000", "18000000000000000000", "1 2", "a whole number from 0 to 18446744073709551615"},
        {"share_ratio", "0.25", "0.25", "half", "a number, such as 0.25"},
        {"mass_kg", "-2.5e3", "-2500 kg", "2.5kg", "a number, such as 0.25"},
        {"on", "true", "true", "yes", "true or false"},
        {"letter", "z", "\"z\"", "zz", "one character"},
        {"label", "abc", "\"abc\"", "abcd", "at most 3 characters"},
    };
    for (const Kind& kind : kinds) {
        INFO(kind.field);
        CHECK(put(kind.field, kind.good).empty());
        CHECK(seen(kind.field) == kind.seen);
        CHECK(put(kind.field, kind.bad) == kind.expected);
        CHECK(seen(kind.field) == kind.seen);
    }
    CHECK(put("on", "false").empty());
    CHECK(seen("on") == "false");
}

TEST_CASE_METHOD(Put, "an enum takes a name in any letters, or the number of one") {
    CHECK(put("state", "ready").empty());
    CHECK(value.state == NodeState::kReady);
    CHECK(put("state", "STOPPING").empty());
    CHECK(value.state == NodeState::kStopping);
    CHECK(put("state", "0").empty());
    CHECK(value.state == NodeState::kStarting);
    for (const char* const wrong : {"read{", "rea", "99", ""}) CHECK_THAT(put("state", wrong), Catch::StartsWith("one of STARTING, READY"));
    CHECK(value.state == NodeState::kStarting);
}

TEST_CASE_METHOD(Put, "messages and arrays are set by their parts") {
    CHECK(put("corner", "1") == "one of its fields: corner.FIELD=...");
    CHECK(put("corners", "1") == "one of its fields: corners[0].FIELD=...");
    CHECK(put("counts", "1") == "one of its 2 elements: counts[0]=...");
    CHECK(put("corner.x_m", "1.5").empty());
    CHECK(put("counts[1]", "7").empty());
    CHECK(value.corner.x_m == 1.5f);
    CHECK(value.counts[1] == 7);
}

TEST_CASE_METHOD(Put, "a field that ends after the sample is not written") {
    std::array<std::byte, 12> small{};
    CHECK_THROWS_WITH(put_field(*schema.find("mass_kg"), "1", small), Catch::Contains("'mass_kg' ends after the sample"));
}

TEST_CASE("bytes of a kind that there is not are no number, and take none") {
    std::array<std::byte, 8> bytes{};
    bytes.fill(std::byte{7});
    SchemaField odd;
    odd.scalar = static_cast<ScalarKind>(99);
    CHECK(put_field(odd, "1", bytes) == "another type");
    CHECK(std::get<std::uint64_t>(read_scalar(*odd.scalar, bytes.data())) == 0);
    CHECK(bytes[0] == std::byte{7});
}

TEST_CASE("a schema's names have an end, and a unit's suffix alone is no name with that unit") {
    CHECK_THROWS_AS(parse_schema("uint32 " + std::string(128, 'a') + "\n", 4), SchemaError);
    CHECK(parse_schema("uint32 " + std::string(127, 'a') + "\n", 4).fields.size() == 1);
    CHECK(unit_of("_m").empty());
    CHECK(unit_of("x_m") == "m");
    CHECK(unit_of("count").empty());
}
