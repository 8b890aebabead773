// The picture is whole, also of a run in which something was missing.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "nodes/sim/run_picture.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::sim;

namespace {

std::string drawn(const RunPicture& picture, const std::string& name = "run.svg") {
    testing::ScratchBoard scratch;
    const std::string path = scratch.directory() + "/deep/" + name;
    write_picture(path, parse_room("test.room", "wall 0 0 3 0\nbox 1 1 2 2\nedge 2 2 3 3\nstart 0 1 0\ngoal 3 1\n"), picture);
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("an svg stands alone, a page has it inside, both name what they show") {
    RunPicture picture;
    picture.title = "a <run> & more";
    picture.duration_s = 2;
    picture.strips = {{.title = "speed [m/s]", .curves = {{.name = "true", .color = "#000", .points = {{0, 0}, {2, 1}}}}}};
    const std::string svg = drawn(picture);
    CHECK(svg.starts_with("<svg "));
    CHECK(svg.ends_with("</svg>\n"));
    CHECK_THAT(svg, Catch::Contains("a &lt;run> &amp; more") && Catch::Contains("speed [m/s]") && Catch::Contains("simulated time [s]"));
    const std::string page = drawn(picture, "run.html");
    CHECK_THAT(page, Catch::StartsWith("<!doctype html>") && Catch::Contains("<svg ") && Catch::Contains("</html>"));
    CHECK(count(page, "http") == 1);  // the name of the SVG language: nothing is fetched
}

TEST_CASE("values that are not finite are gaps, never coordinates") {
    RunPicture picture;
    picture.duration_s = 4;
    picture.strips = {{.title = "range [m]",
                       .curves = {{.name = "a", .color = "#123456", .points = {{0, 1}, {1, 2}, {2, INFINITY}, {3, NAN}, {3.5f, 1}, {4, 1}}},
                                  {.name = "never written", .color = "#654321"}}}};
    const std::string svg = drawn(picture);
    CHECK(count(svg, "nan") == 0);
    CHECK(count(svg, "inf") == 0);
    CHECK(count(svg, "<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"#123456\"") == 2);
}

TEST_CASE("a run without a single sample still gives a picture") {
    RunPicture picture;
    picture.strips = {{.title = "empty", .curves = {}}};
    picture.duration_s = 0.02f;
    CHECK_THAT(drawn(picture), Catch::Contains("goal") && Catch::Contains("start"));
}

TEST_CASE("a picture that cannot be written is named") {
    CHECK_THROWS_WITH(write_picture("/proc/no/run.svg", Room{}, RunPicture{}), Catch::Contains("/proc/no/run.svg"));
}
