#include "core/picture/time_strip.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace seqboard::picture;

TEST_CASE("what is not finite parts a curve, but not dots") {
    Curve curve{.name = "a", .color = "", .points = {{0, 1}, {1, NAN}, {2, 3}, {3, 4}, {4, INFINITY}}};
    const auto pieces = pieces_of(curve);
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].size() == 1);
    CHECK(pieces[1].size() == 2);
    curve.as_dots = true;
    REQUIRE(pieces_of(curve).size() == 1);
    CHECK(pieces_of(curve)[0].size() == 3);
}

TEST_CASE("a held value stays until the next one, also when that is none") {
    const Curve curve{.name = "a", .color = "", .held = true, .points = {{0, 1}, {2, 5}, {3, NAN}}};
    const auto pieces = pieces_of(curve);
    REQUIRE(pieces.size() == 1);
    REQUIRE(pieces[0].size() == 4);
    CHECK(pieces[0][1].x == 2);
    CHECK(pieces[0][1].y == 1);
    CHECK(pieces[0][3].x == 3);
    CHECK(pieces[0][3].y == 5);
}

TEST_CASE("the values' span knows no NaN and no infinity, and is not empty without values") {
    TimeStrip strip{.title = "", .curves = {{.name = "a", .color = "", .points = {{0, NAN}, {1, -INFINITY}}}}};
    CHECK(value_span(strip).low < value_span(strip).high);
    strip.curves[0].points.push_back({2, 7});
    CHECK(value_span(strip).low < 7);
    CHECK(value_span(strip).high > 7);
}

TEST_CASE("a thinned curve keeps its ends and every peak") {
    std::vector<Pixel> points;
    for (int k = 0; k < 10'000; ++k) points.push_back({static_cast<float>(k) / 1000, k == 4321 ? 9.0f : k == 8765 ? -9.0f : 0.0f});
    const auto kept = thinned(points, {0, 10}, 100);
    CHECK(kept.size() <= 400);
    CHECK(kept.front().x == points.front().x);
    CHECK(kept.back().x == points.back().x);
    for (const float peak : {9.0f, -9.0f})
        CHECK(std::count_if(kept.begin(), kept.end(), [&](const Pixel& point) { return point.y == peak; }) == 1);
    CHECK(std::is_sorted(kept.begin(), kept.end(), [](const Pixel& a, const Pixel& b) { return a.x < b.x; }));
    CHECK(thinned({{0, 1}, {1, 2}}, {0, 10}, 100).size() == 2);
}
