// A strip of curves over time: what is drawn as SVG (svg_strip.hpp) and in a terminal (text_strip.hpp).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/picture/svg_canvas.hpp"
#include "core/picture/value_axis.hpp"

namespace seqboard::picture {

struct Curve {
    std::string name;
    std::string_view color;
    bool as_dots = false;
    bool dashed = false;
    bool held = false;            ///< a value stays until the next one: drawn as stairs
    std::vector<Pixel> points{};  ///< x: seconds, y: value, in the order of time; what is not finite is a gap

    void add(float time_s, float value) { points.push_back({time_s, value}); }
};

struct TimeStrip {
    std::string title;  ///< with the unit: "speed [m/s]"
    std::vector<Curve> curves;
    float least_span = 0.1f;                                   ///< of the value axis, so that noise does not fill it
    std::vector<std::pair<float, std::string>> value_names{};  ///< of an enum: they stand at the axis instead of numbers
};

/// The time axis, which all strips of a picture share.
struct TimeAxis {
    float from_s = 0;
    float to_s = 1;
    std::string_view title = "time [s]";
};

/// Okabe and Ito's palette, in the order in which curves take its colours: told apart also by colour-blind readers.
std::string_view curve_color(std::size_t index);

/// From the least to the greatest finite value, and some room; never empty.
ValueSpan value_span(const TimeStrip& strip);

/// The curve in pieces without gaps, held values as stairs; dots in one piece.
std::vector<std::vector<Pixel>> pieces_of(const Curve& curve);

/// At most four points for each of `columns` equal parts of the time axis, so that no peak is lost: the first, the least, the greatest and
/// the last. A curve that has fewer is given back as it is.
std::vector<Pixel> thinned(const std::vector<Pixel>& points, const TimeAxis& axis, std::size_t columns);

}  // namespace seqboard::picture
