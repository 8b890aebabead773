// Pictures at their limits: nothing to draw, no room for it, lines beside the canvas, a disk that is full.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/exit_code.hpp"
#include "core/picture/dot_canvas.hpp"
#include "core/picture/svg_strip.hpp"
#include "core/picture/text_strip.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard::picture;

namespace {

std::string all_of(const DotCanvas& canvas) {
    std::string text;
    for (std::size_t row = 0; row < canvas.rows(); ++row)
        for (std::size_t column = 0; column < canvas.columns(); ++column) text += canvas.character(column, row);
    return text;
}

Curve flat(float value) { return {.name = "a", .color = "", .points = {{0, value}, {10, value}}}; }

}  // namespace

TEST_CASE("dots and lines beside the canvas leave no mark on any of its sides") {
    DotCanvas canvas{5, 5, false};
    for (const Pixel beside : {Pixel{-2, 2}, {7, 2}, {2, -2}, {2, 7}, {NAN, 2}, {2, NAN}}) canvas.dot(beside, 0);
    canvas.line({-9, 0}, {-5, 4}, 0);
    canvas.line({9, 0}, {12, 4}, 0);
    canvas.line({0, -9}, {4, -5}, 0);
    canvas.line({0, 9}, {4, 12}, 0);
    canvas.line({-0.9f, -0.9f}, {-0.8f, 4}, 0);  // within half a dot of the edge, and nearer to what is outside
    CHECK(all_of(canvas) == std::string(25, ' '));
    canvas.line({3, 3}, {3, 3}, 0);  // a point is a line too
    CHECK(canvas.character(3, 3) == "*");
}

TEST_CASE("a curve of dots has no line between them, one without samples says so") {
    Curve dots = flat(1);
    dots.as_dots = true;
    const TimeStrip strip{.title = "[m]", .curves = {dots, {.name = "b", .color = ""}}};
    const auto lines = text_of({strip}, {0, 10}, {.columns = 60, .rows = 9});
    CHECK_THAT(lines[0], Catch::Contains("a 1") && Catch::Contains("b no sample"));
    std::ptrdiff_t marks = 0;
    for (std::size_t row = 1; row < lines.size(); ++row) marks += std::count(lines[row].begin(), lines[row].end(), '*');
    CHECK(marks == 2);
}

TEST_CASE("names of values that lie beside those of the curve do not stand at its axis") {
    TimeStrip strip{.title = "", .curves = {flat(1)}};
    strip.value_names = {{-5.0f, "BEFORE"}, {1.0f, "HERE"}, {9.0f, "BEYOND"}};
    std::string all;
    for (const std::string& line : text_of({strip}, {0, 10}, {.columns = 60, .rows = 9})) all += line + "\n";
    CHECK_THAT(all, Catch::Contains("HERE|") && !Catch::Contains("BEFORE") && !Catch::Contains("BEYOND"));
}

TEST_CASE("no strips, and a terminal without room for one, make no lines") {
    CHECK(text_of({}, {0, 10}, {}).empty());
    const TimeStrip strip{.title = "[m]", .curves = {flat(1)}};
    for (const std::size_t rows : {0u, 1u, 2u, 3u}) CHECK(text_of({strip}, {0, 10}, {.columns = 60, .rows = rows}).empty());
    for (const std::size_t columns : {0u, 1u, 2u, 5u}) CHECK(text_of({strip}, {0, 10}, {.columns = columns, .rows = 9}).empty());
}

TEST_CASE("times that would stand in each other are left out, and what has no room is not written") {
    const TimeStrip strip{.title = "", .curves = {flat(1)}};
    for (std::size_t columns = 6; columns < 60; ++columns) {
        INFO(columns);
        for (const TimeAxis axis : {TimeAxis{0, 10, "s"}, {12345.0f, 12346.0f, "s"}, {-1e6f, 1e6f, "s"}, {0.001f, 0.0015f, "s"}}) {
            const auto lines = text_of({strip}, axis, {.columns = columns, .rows = 9});
            if (lines.empty()) continue;
            for (const std::string& line : lines) CHECK(line.size() <= columns);
            const std::string& times = lines.back();
            CHECK(std::all_of(times.begin(), times.end(),
                              [](char c) { return std::string_view{" -+.e0123456789"}.find(c) != std::string_view::npos; }));
        }
    }
}

TEST_CASE("an axis around one huge value has a bounded number of ticks") { CHECK(ticks_of({1e9f, 1e9f}, 4).size() <= 17); }

TEST_CASE("a drawing that cannot be written is told with the file, whatever fails") {
    const seqboard::testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string path = scratch.root() + "/strip.svg";
    write_drawing(path, "<svg/>");
    std::ifstream file{path};
    CHECK(std::string{std::istreambuf_iterator<char>{file}, {}} == "<svg/>");
    for (const auto& [where, bytes] :
         {std::pair{scratch.root() + "/missing/strip.svg", 10u}, {std::string{"/dev/full"}, 10u}, {std::string{"/dev/full"}, 100'000u}}) {
        const auto [code, said] =
            seqboard::testing::start_error([&, &where = where, &bytes = bytes] { write_drawing(where, std::string(bytes, 'x')); });
        CHECK(code == seqboard::ExitCode::kNoSpace);
        CHECK_THAT(said, Catch::Contains("picture '" + where + "' cannot be written"));
    }
}
