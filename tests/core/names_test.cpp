// Names and typos.
#include "core/names.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("a name is a file name, a slot name and a shell word") {
    for (const char* good : {"a", "range_front", "wheels.status", "A-1", "9lives", "_"}) {
        INFO(good);
        CHECK(is_valid_name(good));
    }
    for (const char* bad : {"", ".", "..", ".hidden", "a/b", "a b", "a\n", "a\x80", "ä", "a*", "a'b", "a$b", "a:b", "a=b", "a@b"}) {
        INFO(bad);
        CHECK_FALSE(is_valid_name(bad));
    }
    CHECK(is_valid_name(std::string(47, 'x')));
    CHECK_FALSE(is_valid_name(std::string(48, 'x')));
    CHECK_FALSE(is_valid_name(std::string(300, 'x')));
    CHECK_FALSE(is_valid_name(std::string_view{"a\0b", 3}));
}

TEST_CASE("a typo finds the name that was meant") {
    const std::vector<std::string> known = {"range_m", "speed_m_s", "gain_ratio"};
    CHECK(nearest_name("rnage_m", known) == "range_m");
    CHECK(nearest_name("range", known) == "range_m");
    CHECK(nearest_name("speed_ms", known) == "speed_m_s");
    CHECK(nearest_name("gain_ratio", known) == "gain_ratio");
    CHECK(nearest_name("colour", known).empty());
    CHECK(nearest_name("anything", {}).empty());
    CHECK(nearest_name("", {"on", "off"}).empty());
}

TEST_CASE("a suggestion names the nearest, else all") {
    CHECK(suggestion("rang_m", {"range_m", "speed_m_s"}) == "; did you mean 'range_m'?");
    CHECK(suggestion("colour", {"range_m", "speed_m_s"}) == "; known: range_m, speed_m_s");
    CHECK(suggestion("colour", {}).empty());
}
