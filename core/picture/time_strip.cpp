#include "core/picture/time_strip.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace seqboard::picture {

std::string_view curve_color(std::size_t index) {
    constexpr std::array<std::string_view, 7> kColors = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
    return kColors[index % kColors.size()];
}

ValueSpan value_span(const TimeStrip& strip) {
    ValueSpan span{INFINITY, -INFINITY};
    const auto take = [&](float value) {
        if (!std::isfinite(value)) return;
        span.low = std::min(span.low, value);
        span.high = std::max(span.high, value);
    };
    for (const Curve& curve : strip.curves)
        for (const Pixel& point : curve.points) take(point.y);
    if (span.low > span.high) span = {0, 1};
    return widened(span, strip.least_span);
}

std::vector<std::vector<Pixel>> pieces_of(const Curve& curve) {
    std::vector<std::vector<Pixel>> pieces(1);
    for (const Pixel& point : curve.points) {
        std::vector<Pixel>& piece = pieces.back();
        const bool is_gap = !std::isfinite(point.y);
        if (curve.held && !piece.empty()) piece.push_back({point.x, piece.back().y});
        if (!is_gap) piece.push_back(point);
        else if (!curve.as_dots && !piece.empty()) pieces.emplace_back();
    }
    if (pieces.back().empty()) pieces.pop_back();
    return pieces;
}

std::vector<Pixel> thinned(const std::vector<Pixel>& points, const TimeAxis& axis, std::size_t columns) {
    if (points.size() <= 4 * columns) return points;
    const float column_s = (axis.to_s - axis.from_s) / static_cast<float>(columns);
    std::vector<Pixel> kept;
    for (std::size_t begin = 0; begin < points.size();) {
        const float column = std::floor((points[begin].x - axis.from_s) / column_s);
        std::size_t end = begin, least = begin, greatest = begin;
        for (; end < points.size() && std::floor((points[end].x - axis.from_s) / column_s) == column; ++end) {
            if (points[end].y < points[least].y) least = end;
            if (points[end].y > points[greatest].y) greatest = end;
        }
        end = std::max(end, begin + 1);
        std::array<std::size_t, 4> chosen = {begin, least, greatest, end - 1};
        std::sort(chosen.begin(), chosen.end());
        const auto last = std::unique(chosen.begin(), chosen.end());
        for (auto at = chosen.begin(); at != last; ++at) kept.push_back(points[*at]);
        begin = end;
    }
    return kept;
}

}  // namespace seqboard::picture
