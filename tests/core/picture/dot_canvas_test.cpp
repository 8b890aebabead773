#include "core/picture/dot_canvas.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace seqboard::picture;

namespace {

std::string row_of(const DotCanvas& canvas, std::size_t row) {
    std::string text;
    for (std::size_t column = 0; column < canvas.columns(); ++column) text += canvas.character(column, row);
    return text;
}

}  // namespace

TEST_CASE("a character of braille has eight dots of its own") {
    DotCanvas canvas{2, 1, true};
    CHECK(canvas.width() == 4);
    CHECK(canvas.height() == 4);
    CHECK(row_of(canvas, 0) == "  ");
    canvas.dot({0, 0}, 0);
    CHECK(canvas.character(0, 0) == "\u2801");
    canvas.dot({1, 3}, 0);
    CHECK(canvas.character(0, 0) == "\u2881");
    for (float x = 2; x < 4; ++x)
        for (float y = 0; y < 4; ++y) canvas.dot({x, y}, 0);
    CHECK(canvas.character(1, 0) == "\u28ff");
}

TEST_CASE("without braille each curve has a mark of its own") {
    DotCanvas canvas{5, 2, false};
    canvas.line({0, 0}, {4, 0}, 0);
    canvas.line({2, 0}, {2, 1}, 1);
    CHECK(row_of(canvas, 0) == "**+**");
    CHECK(row_of(canvas, 1) == "  +  ");
    CHECK(canvas.curve(2, 1) == 1);
    CHECK(canvas.curve(0, 1) == DotCanvas::kNone);
}

TEST_CASE("a line is drawn as far as it lies on the canvas") {
    DotCanvas canvas{5, 5, false};
    canvas.line({-1e6f, 2}, {1e6f, 2}, 0);
    CHECK(row_of(canvas, 2) == "*****");
    canvas.line({-10, -10}, {10, 10}, 1);
    CHECK(row_of(canvas, 3) == "   + ");
    canvas.line({0, 99}, {4, 50}, 2);
    canvas.line({NAN, 0}, {1, 1}, 2);
    for (std::size_t row = 0; row < 5; ++row) CHECK(row_of(canvas, row).find('o') == std::string::npos);
}
