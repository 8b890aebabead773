#include "core/schema/schema.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "core/message.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/plan.hpp"
#include "core/schema/field_from_text.hpp"
#include "core/schema/sample_json.hpp"
#include "core/schema/sample_text.hpp"

using namespace seqboard;

namespace {

enum class Mood : std::uint8_t { kIdle, kVeryBusy };

struct Point {
    float x_m = 0;
    float y_m = 0;
};
SEQBOARD_MESSAGE(Point, x_m, y_m);

struct Everything {
    std::uint64_t stamp_ns = 0;
    double range_m = 0;
    std::array<Point, 2> corners{};
    Point center{};
    std::int32_t offset = 0;
    float speed_m_s = 0;
    std::array<char, 8> label{};
    std::array<std::int16_t, 2> counts{};
    bool good = false;
    Mood mood = Mood::kIdle;
    std::int8_t small = 0;
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(Everything, stamp_ns, range_m, corners, center, offset, speed_m_s, label, counts, good, mood, small, reserved);

template <Message T>
Schema schema_of() {
    return parse_schema(schema_text<T>(), sizeof(T));
}

template <class T>
std::span<const std::byte> bytes_of(const T& value) {
    return std::as_bytes(std::span{&value, 1});
}

Everything sample() {
    Everything all{.stamp_ns = 12, .range_m = 0.1, .offset = -7, .speed_m_s = 1.25f, .good = true, .mood = Mood::kVeryBusy, .small = -1};
    all.corners = {Point{1, 2}, Point{3, 4}};
    all.label = {'a', '"', '\n', '\0', 'z'};
    all.counts = {-1, 2};
    return all;
}

}  // namespace

TEST_CASE("a parsed schema has the offsets the compiler chose") {
    const Schema schema = schema_of<Everything>();
    CHECK(schema.bytes == sizeof(Everything));
    CHECK(schema.find("corners")->offset == offsetof(Everything, corners));
    CHECK(schema.find("corners[1].y_m")->offset == offsetof(Everything, corners) + 12);
    CHECK(schema.find("center.y_m")->offset == offsetof(Everything, center) + 4);
    CHECK(schema.find("mood")->offset == offsetof(Everything, mood));
    CHECK(schema.find("speed_m_s")->unit == "m/s");
}

TEST_CASE("a field that is not there is not found") {
    const Schema schema = schema_of<Everything>();
    for (const char* path : {"", ".", "speed", "corners.x_m", "corners[2]", "corners[-1]", "corners[", "corners[1]x", "offset[0]",
                             "center.z_m", "center..x_m"}) {
        INFO(path);
        CHECK_FALSE(schema.find(path));
    }
}

TEST_CASE("a sample is printed with units, names of enums, quoted text and indented messages") {
    CHECK(sample_text(schema_of<Everything>(), bytes_of(sample())) ==
          "stamp_ns: 12\n"
          "range_m: 0.1 m\n"
          "corners[0]:\n"
          "  x_m: 1 m\n"
          "  y_m: 2 m\n"
          "corners[1]:\n"
          "  x_m: 3 m\n"
          "  y_m: 4 m\n"
          "center:\n"
          "  x_m: 0 m\n"
          "  y_m: 0 m\n"
          "offset: -7\n"
          "speed_m_s: 1.25 m/s\n"
          "label: \"a\\\"\\n\"\n"
          "counts: [-1, 2]\n"
          "good: true\n"
          "mood: VERY_BUSY\n"
          "small: -1\n");
}

TEST_CASE("a sample as JSON holds every field") {
    CHECK(sample_json(schema_of<Everything>(), bytes_of(sample())) ==
          "{\"stamp_ns\": 12, \"range_m\": 0.1, \"corners\": [{\"x_m\": 1, \"y_m\": 2}, {\"x_m\": 3, \"y_m\": 4}], "
          "\"center\": {\"x_m\": 0, \"y_m\": 0}, \"offset\": -7, \"speed_m_s\": 1.25, \"label\": \"a\\\"\\n\", \"counts\": [-1, 2], "
          "\"good\": true, \"mood\": \"VERY_BUSY\", \"small\": -1, \"reserved\": 0}");
}

TEST_CASE("JSON has strings for the numbers it has no words for") {
    const Schema schema = schema_of<Point>();
    const Point odd{std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()};
    CHECK(sample_json(schema, bytes_of(odd)) == "{\"x_m\": \"NaN\", \"y_m\": \"-Infinity\"}");
    CHECK(field_text(*schema.find("y_m"), bytes_of(odd)) == "-inf m");
}

TEST_CASE("what is printed of a field can be typed into it") {
    const Schema schema = schema_of<Everything>();
    Everything typed;
    const auto put = [&](const std::string& field, const std::string& text) {
        return put_field(schema.find(field).value(), text, std::as_writable_bytes(std::span{&typed, 1}));
    };
    for (const auto& [field, text] : std::map<std::string, std::string>{{"stamp_ns", "12"},
                                                                        {"range_m", "0.1"},
                                                                        {"corners[0].x_m", "1"},
                                                                        {"corners[0].y_m", "2"},
                                                                        {"corners[1].x_m", "3"},
                                                                        {"corners[1].y_m", "4"},
                                                                        {"offset", "-7"},
                                                                        {"speed_m_s", "1.25"},
                                                                        {"label", "a\"\n"},
                                                                        {"counts[0]", "-1"},
                                                                        {"counts[1]", "2"},
                                                                        {"good", "true"},
                                                                        {"mood", "VERY_BUSY"},
                                                                        {"small", "-1"}}) {
        INFO(field);
        CHECK(put(field, text).empty());
    }
    Everything expected = sample();
    expected.label[4] = 0;
    CHECK(sample_json(schema, bytes_of(typed)) == sample_json(schema, bytes_of(expected)));
    CHECK(put("mood", "0").empty());
    CHECK(typed.mood == Mood::kIdle);
    CHECK(put("speed_m_s", "nan").empty());
    CHECK(std::isnan(typed.speed_m_s));
}

TEST_CASE("what does not fit a field is refused with what does, and changes nothing") {
    const Schema schema = schema_of<Everything>();
    const Everything before = sample();
    Everything typed = before;
    const auto refusal = [&](const std::string& field, const std::string& text) {
        const std::string expected = put_field(schema.find(field).value(), text, std::as_writable_bytes(std::span{&typed, 1}));
        CHECK(sample_json(schema, bytes_of(typed)) == sample_json(schema, bytes_of(before)));
        return expected;
    };
    CHECK(refusal("small", "128") == "a whole number from -128 to 127");
    CHECK(refusal("small", "1.5") == "a whole number from -128 to 127");
    CHECK(refusal("stamp_ns", "-1") == "a whole number from 0 to 18446744073709551615");
    CHECK(refusal("speed_m_s", "1e60") == "a number, such as 0.25");
    CHECK(refusal("speed_m_s", "1.25 m/s") == "a number, such as 0.25");
    CHECK(refusal("range_m", "") == "a number, such as 0.25");
    CHECK(refusal("good", "1") == "true or false");
    CHECK(refusal("mood", "very busy") == "one of IDLE, VERY_BUSY");
    CHECK(refusal("mood", "BUSY") == "one of IDLE, VERY_BUSY");
    CHECK(refusal("mood", "7") == "one of IDLE, VERY_BUSY");
    CHECK(refusal("label", "12345678") == "at most 7 characters");
    CHECK(refusal("counts", "1") == "one of its 2 elements: counts[0]=...");
    CHECK(refusal("center", "1") == "one of its fields: center.FIELD=...");
    CHECK(refusal("corners", "1") == "one of its fields: corners[0].FIELD=...");
}

TEST_CASE("an enum value without a name is printed as its number") {
    Everything all = sample();
    all.mood = static_cast<Mood>(9);
    CHECK(field_text(*schema_of<Everything>().find("mood"), bytes_of(all)) == "9");
    CHECK(field_json(*schema_of<Everything>().find("mood"), bytes_of(all)) == "9");
}

TEST_CASE("a field's note is the comment line above it") {
    const Schema schema = parse_schema("# float, live, from 0 to 10\nfloat32 gain_ratio  # 1\nint32 plain\n", 8);
    CHECK(schema.fields[0].note == "float, live, from 0 to 10");
    CHECK(schema.fields[1].note.empty());
}

TEST_CASE("every message of the robot's own tools can be parsed") {
    CHECK(schema_of<NodeStatus>().fields.size() == 17);
    CHECK(schema_of<Plan>().find("state")->enum_names.size() == 4);
}

TEST_CASE("a malformed schema is refused with the line that is wrong") {
    const auto refused = [](std::string_view text, std::uint32_t bytes, const std::string& sentence) {
        INFO(text);
        CHECK_THROWS_WITH(parse_schema(text, bytes), Catch::Contains(sentence));
    };
    refused("float32 a\n", 8, "take 4 bytes, the message has 8");
    refused("float32\n", 4, "line 1: expected 'type name'");
    refused("float32 a b\n", 4, "line 1: expected 'type name'");
    refused("float32 a\nfloat32[ b\n", 8, "line 2: expected a count in brackets");
    refused("float32[0] a\n", 4, "expected a count");
    refused("float32[-1] a\n", 4, "expected a count");
    refused("float32[99999999999] a\n", 4, "expected a count");
    refused("uint64[4294967295] a\n", 4, "larger than a message");
    refused("Pose a\n", 4, "type 'Pose' is not defined");
    refused("A a\nMSG: seqboard/A\nA again\n", 4, "nested more than 8 deep");
    refused("A a\nMSG: seqboard/A\n", 4, "message 'A' is empty");
    refused("A a\nMSG: seqboard/A\nint32 x\nMSG: seqboard/A\n", 4, "defined twice");
    refused("int32 \x01\n", 4, "not text");
    refused("", 4, "take 0 bytes");
}

TEST_CASE("a schema that multiplies itself is cut off") {
    std::string text = "A a\n";
    for (char name = 'A'; name < 'H'; ++name) {
        text += std::string{"MSG: seqboard/"} + name + "\n";
        for (int i = 0; i < 50; ++i) text += std::string(1, static_cast<char>(name + 1)) + " f" + std::to_string(i) + "\n";
    }
    text += "MSG: seqboard/H\nint32 x\n";
    CHECK_THROWS_WITH(parse_schema(text, 4), Catch::Contains("more than 4096 fields"));
}

TEST_CASE("no mutation of a schema crashes the parser or what prints with it") {
    std::mt19937 random{20140601};
    const std::string original{schema_text<Everything>()};
    const Everything all = sample();
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = original;
        for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            switch (random() % 4) {
                case 0: text[at] = static_cast<char>(random()); break;
                case 1: text.erase(at, 1 + random() % 20); break;
                case 2: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
                default: text[at] = "0123456789[]# \n./"[random() % 17]; break;
            }
            if (text.empty()) text = "x";
        }
        try {
            const Schema schema = parse_schema(text, sizeof(Everything));
            ++accepted;
            CHECK(!sample_json(schema, bytes_of(all)).empty());
            CHECK_NOTHROW(sample_text(schema, bytes_of(all)));
        } catch (const SchemaError&) {
        }
    }
    CHECK(accepted > 0);
}
