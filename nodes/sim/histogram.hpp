// How often a number was how large, as bars.
#pragma once

#include <string>
#include <vector>

#include "core/picture/svg_strip.hpp"

namespace seqboard::sim {

/// Bins by powers of two of a microsecond: each is twice as wide as the one before.
struct Histogram {
    std::string title;
    std::vector<unsigned> bins;  ///< bins[k] counts times below 2^k us and not below half of that

    void add(float us);
};

void draw_histogram(picture::SvgCanvas& canvas, const Histogram& histogram, const picture::Frame& frame);

}  // namespace seqboard::sim
