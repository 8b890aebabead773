#include "core/picture/value_axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace seqboard::picture {

namespace {

constexpr float kFarthest = 1e30f;  ///< beyond it differences would be infinite
constexpr float kFinest = 1e-5f;    ///< of the value: what a float still tells apart with some steps between

std::string label(float value, float step) {
    char text[64];
    const float shown = std::abs(value) < step / 10 ? 0.0f : value;
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 0.01f)));
    const bool plain = std::abs(value) < 1e7f && decimals < 7;
    std::snprintf(text, sizeof text, plain ? "%.*f" : "%.*e", plain ? decimals : 3, static_cast<double>(shown));
    return text;
}

}  // namespace

ValueSpan widened(ValueSpan span, float least) {
    const float low = std::clamp(span.low, -kFarthest, kFarthest), high = std::clamp(span.high, -kFarthest, kFarthest);
    const float finest = kFinest * std::max(std::abs(low), std::abs(high));
    const float lacking = std::max(std::max(least, finest) - (high - low), 0.06f * (high - low));
    return {low - lacking / 2, high + lacking / 2};
}

float round_step(float span, int parts) {
    const float rough = std::max(span, 1e-6f) / static_cast<float>(parts);
    const float power = std::pow(10.0f, std::floor(std::log10(rough)));
    for (const float factor : {1.0f, 2.0f, 5.0f})
        if (factor * power >= rough) return factor * power;
    return 10 * power;
}

std::vector<Tick> ticks_of(ValueSpan span, int parts) {
    const float step = round_step(span.high - span.low, parts);
    const float slack = 1e-3f;  // an end that is a multiple of the step is one of them, whatever the division says
    const float first = std::ceil(span.low / step - slack), last = std::floor(span.high / step + slack);
    std::vector<Tick> ticks;
    for (int k = 0; first + static_cast<float>(k) <= last && k <= 4 * parts; ++k) {
        const float value = (first + static_cast<float>(k)) * step;
        ticks.push_back({value, label(value, step)});
    }
    return ticks;
}

}  // namespace seqboard::picture
