#include "core/picture/svg_strip.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace seqboard::picture;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a picture of strips stands alone and names its curves, units and times") {
    const std::vector<TimeStrip> strips = {
        {.title = "[m]", .curves = {{.name = "pose.x_m", .color = "#111111", .points = {{-1, 0}, {1, 2}}}}},
        {.title = "[state]",
         .curves = {{.name = "plan.state", .color = "#222222", .held = true, .points = {{-1, 0}, {0, 1}}}},
         .value_names = {{0.0f, "IDLE"}, {1.0f, "DRIVING"}, {2.0f, "FAR_AWAY"}}}};
    const float mark = 0;
    const std::string svg = svg_of("board <robot>", strips, {-1, 1, "s after the trigger"}, &mark);
    CHECK(svg.starts_with("<svg xmlns="));
    CHECK(svg.ends_with("</svg>\n"));
    CHECK(count(svg, "http") == 1);
    for (const char* const text : {"board &lt;robot>", "pose.x_m", "[m]", "IDLE", "DRIVING", "s after the trigger", "#111111", "-0.2"}) {
        INFO(text);
        CHECK(svg.find(text) != std::string::npos);
    }
    CHECK(svg.find("FAR_AWAY") == std::string::npos);    // no value is near it
    CHECK(count(svg, "stroke-dasharray=\"4 3\"") == 2);  // the moment, in both
}

TEST_CASE("a drawing holds no number that is none") {
    const std::vector<TimeStrip> strips = {
        {.title = "", .curves = {{.name = "a", .color = "#111", .points = {{0, NAN}, {0.5f, 1}, {1, INFINITY}}}}}};
    const std::string svg = svg_of("", strips, {0, 1});
    CHECK(count(svg, "nan") == 0);
    CHECK(count(svg, "inf") == 0);
    CHECK(count(svg, "<circle") == 1);  // a value that stands alone is seen
}
