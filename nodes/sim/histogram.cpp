#include "nodes/sim/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard::sim {

using picture::Frame;
using picture::SvgCanvas;

void Histogram::add(float us) {
    const std::size_t bin = us < 1 ? 0 : static_cast<std::size_t>(std::log2(us)) + 1;
    if (bins.size() <= bin) bins.resize(bin + 1);
    ++bins[bin];
}

void draw_histogram(SvgCanvas& canvas, const Histogram& histogram, const Frame& frame) {
    canvas.text({frame.corner.x, frame.corner.y - 5}, histogram.title, 12, "start", "#222", true);
    canvas.rectangle(frame.corner, frame.width, frame.height, "none", {.color = "#666"});
    if (histogram.bins.empty()) return;
    const auto most = static_cast<float>(*std::max_element(histogram.bins.begin(), histogram.bins.end()));
    const float width = frame.width / static_cast<float>(histogram.bins.size()), bottom = frame.corner.y + frame.height;
    for (std::size_t k = 0; k < histogram.bins.size(); ++k) {
        const float x = frame.corner.x + width * static_cast<float>(k);
        const float height = (frame.height - 16) * static_cast<float>(histogram.bins[k]) / most;
        canvas.rectangle({x + 1, bottom - height}, width - 2, height, "#0072B2");
        if (histogram.bins[k] > 0) canvas.text({x + width / 2, bottom - height - 3}, std::to_string(histogram.bins[k]), 10, "middle");
        const auto upper_us = static_cast<unsigned long>(std::exp2(static_cast<float>(k)));
        canvas.text({x + width, bottom + 14}, upper_us < 1000 ? std::to_string(upper_us) + " us" : std::to_string(upper_us / 1000) + " ms",
                    10, "middle", "#666");
    }
}

}  // namespace seqboard::sim
