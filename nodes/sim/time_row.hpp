// A row of coloured pieces over time: what was so, and from when to when.
#pragma once

#include <string>
#include <vector>

#include "core/picture/svg_strip.hpp"

namespace seqboard::sim {

struct TimePiece {
    float from_s = 0;
    float to_s = 0;
    std::string_view color;
    std::string label{};  ///< written in it where there is room
};

struct TimeRow {
    std::string name;
    std::vector<TimePiece> pieces;
    std::string_view color = "#222";  ///< of its name
};

/// The pieces with the row's name above them, as wide as a strip's frame.
void draw_row(picture::SvgCanvas& canvas, const TimeRow& row, const picture::Frame& frame, float duration_s);

/// Behind a strip's curves: each piece as a tint of the whole height.
void draw_bands(picture::SvgCanvas& canvas, const std::vector<TimePiece>& bands, const picture::Frame& frame, float duration_s);

/// Over the curves: what each band is, one line below the other where they are close.
void draw_band_labels(picture::SvgCanvas& canvas, const std::vector<TimePiece>& bands, const picture::Frame& frame, float duration_s);

}  // namespace seqboard::sim
