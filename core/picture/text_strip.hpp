// Strips in the characters of a terminal.
#pragma once

#include "core/picture/time_strip.hpp"

namespace seqboard::picture {

struct TextStyle {
    std::size_t columns = 80;
    std::size_t rows = 24;
    bool unicode = false;  ///< braille; without, marks of ASCII
    bool colour = false;   ///< escapes for the terminal's colours
};

/// Lines of the strips below each other, with the time axis as the last two: at most style.rows, each at most style.columns wide. Strips
/// for which there is no room are counted instead. `mark`: a moment, such as a trigger's, as a dotted line.
std::vector<std::string> text_of(const std::vector<TimeStrip>& strips, const TimeAxis& axis, const TextStyle& style,
                                 const float* mark = nullptr);

}  // namespace seqboard::picture
