// A strip as part of an SVG, and a picture of nothing but strips.
#pragma once

#include "core/picture/time_strip.hpp"

namespace seqboard::picture {

struct Frame {
    Pixel corner;
    float width = 0;
    float height = 0;
};

/// Draws title, legend, value axis and curves. The time axis is the frame's own width.
void draw_strip(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame, const TimeAxis& axis, bool with_time_axis);

/// A whole SVG that needs nothing else: the strips below each other. `mark`: a moment, such as a trigger's, as a dashed line.
std::string svg_of(const std::string& title, const std::vector<TimeStrip>& strips, const TimeAxis& axis, const float* mark = nullptr);

/// Throws StartError{kNoSpace} naming the file where it cannot be written.
void write_drawing(const std::string& path, const std::string& text);

}  // namespace seqboard::picture
