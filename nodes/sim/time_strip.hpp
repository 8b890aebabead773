// A strip of curves over time.
#pragma once

#include <string>
#include <vector>

#include "nodes/sim/svg_canvas.hpp"

namespace seqboard::sim {

struct Curve {
    std::string name;
    std::string_view color;
    bool as_dots = false;
    bool dashed = false;
    std::vector<Pixel> points{};  ///< x: seconds, y: value; what is not finite is a gap

    void add(float time_s, float value) { points.push_back({time_s, value}); }
};

struct TimeStrip {
    std::string title;  ///< with the unit: "speed [m/s]"
    std::vector<Curve> curves;
    float least_span = 0.1f;  ///< of the value axis, so that noise does not fill it
};

struct Frame {
    Pixel corner;
    float width = 0;
    float height = 0;
};

/// Draws title, legend, value axis and curves. The time axis is the reader's own width: all strips of a picture share it.
void draw_strip(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame, float duration_s, bool with_time_axis);

/// A round step that divides a span into about `parts`.
float round_step(float span, int parts);

}  // namespace seqboard::sim
