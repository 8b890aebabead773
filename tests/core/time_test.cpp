// Durations as text, and the board's time points.
#include "core/time.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("a duration is a number with its unit") {
    CHECK(parse_duration("250ms") == Duration{250ms});
    CHECK(parse_duration("40 ms") == Duration{40ms});
    CHECK(parse_duration("1.5s") == Duration{1500ms});
    CHECK(parse_duration("20us") == Duration{20us});
    CHECK(parse_duration("7ns") == Duration{7ns});
    CHECK(parse_duration("2min") == Duration{2min});
    CHECK(parse_duration("1h") == Duration{1h});
    CHECK(parse_duration("0s") == Duration::zero());
    CHECK(parse_duration("forever") == kForever);
}

TEST_CASE("what is not a duration is nothing, a bare number above all") {
    for (const char* bad : {"", "100", "ms", "-1s", "nan s", "inf s", "1e300s", "1 day", "1s ", "1s2", "s1", "1.2.3s"}) {
        INFO(bad);
        CHECK_FALSE(parse_duration(bad).has_value());
    }
}

TEST_CASE("a text that goes on behind a zero byte is no duration") {
    CHECK_FALSE(parse_duration(std::string_view{"5ms\0later", 9}).has_value());
    CHECK_FALSE(parse_duration(std::string_view{"5ms\0", 4}).has_value());
}

TEST_CASE("a duration is written in the unit that suits it") {
    CHECK(text_of(Duration{250ms}) == "250 ms");
    CHECK(text_of(Duration{1500ms}) == "1.5 s");
    CHECK(text_of(Duration{20us}) == "20 us");
    CHECK(text_of(Duration::zero()) == "0 ns");
    CHECK(text_of(Duration{-5ms}) == "-5 ms");
    CHECK(text_of(Duration{90s}) == "90 s");
    CHECK(text_of(kForever) == "forever");
}

TEST_CASE("what is written is read back the same") {
    for (const Duration duration : {Duration{1ns}, Duration{999us}, Duration{40ms}, Duration{1234ms}, Duration{3h}, kForever})
        CHECK(parse_duration(text_of(duration)) == duration);
}

TEST_CASE("nanoseconds of the board become time points and back") {
    CHECK(ns_of(time_from_ns(123456789)) == 123456789);
    CHECK(time_from_ns(2'000'000'000) - time_from_ns(500'000'000) == 1500ms);
    CHECK(seconds_of(1500ms) == 1.5f);
}

TEST_CASE("the monotonic clock does not run backwards") {
    const Time before = monotonic_now();
    CHECK(monotonic_now() >= before);
}

TEST_CASE("nanoseconds in float become a duration, with every bit that the float has") {
    CHECK(whole_ns(0).count() == 0);
    CHECK(whole_ns(1.9f).count() == 1);
    CHECK(whole_ns(-1.9f).count() == -1);
    CHECK(whole_ns(1e6f) == std::chrono::milliseconds{1});
    const float ns = GENERATE(16'777'215.0f, 16'777'216.0f, 33'554'434.0f, 4e9f, 1.23456e15f, -7.65432e12f, -16'777'217.0f);
    CHECK(whole_ns(ns).count() == static_cast<std::int64_t>(ns));
}
