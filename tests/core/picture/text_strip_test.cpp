#include "core/picture/text_strip.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace seqboard::picture;

namespace {

Curve ramp(std::string name, float from, float to) {
    Curve curve{.name = std::move(name), .color = ""};
    for (int k = 0; k <= 100; ++k) curve.add(static_cast<float>(k) / 10, from + (to - from) * static_cast<float>(k) / 100);
    return curve;
}

/// Characters, not bytes; escapes have no width.
std::size_t width_of(const std::string& line) {
    std::size_t width = 0;
    bool escape = false;
    for (const char c : line) {
        if (c == '\033') escape = true;
        else if (escape) escape = c != 'm';
        else width += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }
    return width;
}

}  // namespace

TEST_CASE("a strip in ASCII shows its curves by their marks, the values and the times") {
    const TimeStrip strip{.title = "[m]", .curves = {ramp("a.x_m", 0, 10), ramp("a.y_m", 10, 0)}};
    const auto lines = text_of({strip}, {0, 10, "s"}, {.columns = 40, .rows = 14});
    REQUIRE(lines.size() == 14);
    CHECK(lines[0] == "[m]  * a.x_m 10  + a.y_m 0");
    CHECK(lines[1].find('+') < lines[1].find('*'));  // above: first the one that falls
    CHECK(lines[11].find('*') < lines[11].find('+'));
    CHECK(std::any_of(lines.begin(), lines.end(),
                      [](const std::string& line) { return line.starts_with("10|") || line.starts_with("10.0|"); }));
    CHECK_THAT(lines[12], Catch::Contains("-+-") && Catch::EndsWith("- s"));
    CHECK_THAT(lines[13], Catch::Contains(" 0 ") && Catch::Contains(" 5 ") && Catch::EndsWith("10"));
}

TEST_CASE("a strip fits the terminal, in characters, with and without braille and colours") {
    const std::vector<TimeStrip> strips = {
        {.title = "[a unit with a long name]", .curves = {ramp("a.rather_long_name_m", -1234.5f, 0.001f)}},
        {.title = "[m]", .curves = {ramp("b", 0, 1), ramp("c", 1, 0)}},
        {.title = "[s]", .curves = {}}};
    for (const bool unicode : {false, true})
        for (const bool colour : {false, true})
            for (const std::size_t columns : {12u, 20u, 33u, 80u, 200u})
                for (const std::size_t rows : {3u, 6u, 9u, 15u, 24u, 60u}) {
                    INFO(columns << " x " << rows);
                    const auto lines = text_of(strips, {0, 10}, {columns, rows, unicode, colour});
                    CHECK(lines.size() <= rows);
                    for (const std::string& line : lines) CHECK(width_of(line) <= columns);
                }
}

TEST_CASE("strips for which there is no room are counted") {
    const std::vector<TimeStrip> strips(3, TimeStrip{.title = "[m]", .curves = {ramp("a", 0, 1)}});
    const auto lines = text_of(strips, {0, 10}, {.columns = 60, .rows = 10});
    CHECK(lines.size() <= 10);
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("... 1 more"); }));
}

TEST_CASE("NaN and the infinities are gaps in a terminal too") {
    TimeStrip strip{.title = "", .curves = {{.name = "a", .color = ""}}};
    for (int k = 0; k <= 20; ++k) strip.curves[0].add(static_cast<float>(k), k > 5 && k < 15 ? NAN : 1.0f);
    const auto lines = text_of({strip}, {0, 20}, {.columns = 60, .rows = 8});
    const auto line =
        std::find_if(lines.begin() + 1, lines.end(), [](const std::string& text) { return text.find("***") != std::string::npos; });
    REQUIRE(line != lines.end());
    CHECK_THAT(*line, Catch::Contains("*          "));
    CHECK(line->ends_with("*"));
    strip.curves[0].points.back().y = INFINITY;
    CHECK_THAT(text_of({strip}, {0, 20}, {.columns = 60, .rows = 8})[0], Catch::Contains("a inf"));
}

TEST_CASE("enums stand at the axis by name, and a moment is a dotted line") {
    const TimeStrip strip{.title = "[state]",
                          .curves = {{.name = "plan.state", .color = "", .held = true, .points = {{-1, 0}, {0.5f, 1}}}},
                          .value_names = {{0.0f, "IDLE"}, {1.0f, "DRIVING"}}};
    const float mark = 0;
    const auto lines = text_of({strip}, {-1, 1, "s"}, {.columns = 60, .rows = 12}, &mark);
    CHECK_THAT(lines[0], Catch::Contains("plan.state DRIVING"));
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("DRIVING|"); }));
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("   IDLE|"); }));
    CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.find(':') != std::string::npos; }) >= 7);
}
