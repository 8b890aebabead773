// A sample's bytes for people and as JSON: every kind of number, texts, and messages within messages.
#include "core/schema/sample_text.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <limits>
#include <stdexcept>

#include "core/message.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/sample_json.hpp"

using namespace seqboard;

namespace {

struct Spot {
    float x_m = 0;
    std::int16_t turns = 0;
    std::int16_t debt = 0;
};
SEQBOARD_MESSAGE(Spot, x_m, turns, debt);

struct Padding {
    std::uint32_t reserved = 0;
};
SEQBOARD_MESSAGE(Padding, reserved);

/// A field of every kind, and of every kind of array.
struct Everything {
    std::int64_t i64 = 0;
    std::uint64_t u64 = 0;
    double mass_kg = 0;
    float share_ratio = 0;
    std::int32_t i32 = 0;
    std::uint32_t u32 = 0;
    std::array<std::uint8_t, 66> many{};
    std::int16_t i16 = 0;
    std::array<Spot, 66> spots{};
    Padding padding{};
    Spot home{};
    std::uint16_t u16 = 0;
    std::int8_t i8 = 0;
    std::uint8_t u8 = 0;
    char letter = 'q';
    bool on = true;
    bool off = false;
    std::array<char, 4> label{'a', 'b', 'c', 'd'};
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(Everything, i64, u64, mass_kg, share_ratio, i32, u32, many, i16, spots, padding, home, u16, i8, u8, letter, on, off, label,
                 reserved);

Schema schema() { return parse_schema(schema_text<Everything>(), sizeof(Everything)); }
std::span<const std::byte> bytes_of(const Everything& value) { return std::as_bytes(std::span{&value, 1}); }

std::string text(const Everything& value, const char* field) { return field_text(*schema().find(field), bytes_of(value)); }
std::string json(const Everything& value, const char* field) { return field_json(*schema().find(field), bytes_of(value)); }

}  // namespace

TEST_CASE("every kind of number is written as itself, for people and as JSON") {
    const Everything value{.i64 = -5'000'000'000,
                           .u64 = 18'000'000'000'000'000'000u,
                           .mass_kg = 2.5,
                           .share_ratio = 0.125f,
                           .i32 = -70'000,
                           .u32 = 4'000'000'000,
                           .i16 = -300,
                           .u16 = 60'000,
                           .i8 = -7,
                           .u8 = 200};
    for (const auto& [field, expected] : {std::pair{"i64", "-5000000000"},
                                          {"u64", "18000000000000000000"},
                                          {"share_ratio", "0.125"},
                                          {"i32", "-70000"},
                                          {"u32", "4000000000"},
                                          {"i16", "-300"},
                                          {"u16", "60000"},
                                          {"i8", "-7"},
                                          {"u8", "200"},
                                          {"letter", "\"q\""},
                                          {"on", "true"},
                                          {"off", "false"},
                                          {"label", "\"abcd\""}}) {
        INFO(field);
        CHECK(text(value, field) == expected);
        CHECK(json(value, field) == expected);
    }
    CHECK(text(value, "mass_kg") == "2.5 kg");
    CHECK(json(value, "mass_kg") == "2.5");
}

TEST_CASE("JSON has no NaN and no infinities: they are texts there") {
    Everything value;
    value.mass_kg = -std::numeric_limits<double>::infinity();
    CHECK(json(value, "mass_kg") == "\"-Infinity\"");
    value.mass_kg = std::numeric_limits<double>::infinity();
    CHECK(json(value, "mass_kg") == "\"Infinity\"");
    value.share_ratio = std::numeric_limits<float>::quiet_NaN();
    CHECK(json(value, "share_ratio") == "\"NaN\"");
    value.share_ratio = -std::numeric_limits<float>::infinity();
    CHECK(json(value, "share_ratio") == "\"-Infinity\"");
}

TEST_CASE("a long array is cut for people, and its rest is counted") {
    const Everything value;
    CHECK_THAT(text(value, "many"), Catch::StartsWith("[0, 0, ") && Catch::EndsWith("0, ... 2 more]"));
    CHECK_THAT(text(value, "spots"), Catch::StartsWith("spots[0]:\n  x_m: 0 m\n  turns: 0\n") && Catch::Contains("spots[63]:\n") &&
                                         !Catch::Contains("spots[64]") && Catch::EndsWith("spots: ... 2 more"));
    CHECK_THAT(json(value, "many"), !Catch::Contains("more"));
}

TEST_CASE("a message is one line for each of its fields, and nothing where all are reserved") {
    Everything value;
    value.home = {.x_m = 1.5f, .turns = 3};
    CHECK(text(value, "home") == "x_m: 1.5 m\nturns: 3\ndebt: 0");
    CHECK(text(value, "padding").empty());
    CHECK(json(value, "home") == R"({"x_m": 1.5, "turns": 3, "debt": 0})");
    const std::string all = sample_text(schema(), bytes_of(value));
    CHECK_THAT(all, Catch::Contains("home:\n  x_m: 1.5 m\n") && Catch::Contains("label: \"abcd\"\n") && !Catch::Contains("reserved"));
}

TEST_CASE("texts are in quotes, with escapes for what JSON and a terminal cannot show") {
    CHECK(in_quotes("say \"hi\" \\ there") == R"("say \"hi\" \\ there")");
    CHECK(in_quotes("a\nb\tc") == R"("a\nb\u0009c")");
    CHECK(in_quotes("\x7f\xe4") == R"("\u007f\u00e4")");
}

TEST_CASE("a field that ends after the sample is an error, not a look behind it") {
    const Everything value;
    const auto cut = bytes_of(value).first(20);
    CHECK_THROWS_AS(field_text(*schema().find("mass_kg"), cut), std::out_of_range);
    CHECK_THROWS_WITH(field_text(*schema().find("label"), cut), Catch::Contains("'label' ends after the sample"));
}
