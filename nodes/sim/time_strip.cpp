#include "nodes/sim/time_strip.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace seqboard::sim {

namespace {

constexpr std::string_view kGrid = "#e4e4e4";
constexpr std::string_view kAxis = "#666";

struct Span {
    float low;
    float high;
};

Span values_of(const TimeStrip& strip) {
    Span span{INFINITY, -INFINITY};
    for (const Curve& curve : strip.curves)
        for (const Pixel& p : curve.points) {
            if (!std::isfinite(p.y)) continue;
            span.low = std::min(span.low, p.y);
            span.high = std::max(span.high, p.y);
        }
    if (span.low > span.high) span = {0, 1};
    const float lacking = std::max(strip.least_span - (span.high - span.low), 0.06f * (span.high - span.low));
    return {span.low - lacking / 2, span.high + lacking / 2};
}

std::string label(float value, float step) {
    char text[24];
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 0.01f)));
    std::snprintf(text, sizeof text, "%.*f", decimals, static_cast<double>(std::abs(value) < step / 10 ? 0.0f : value));
    return text;
}

void draw_legend(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame) {
    float x = frame.corner.x + frame.width;
    for (auto curve = strip.curves.rbegin(); curve != strip.curves.rend(); ++curve) {
        x -= 6.6f * static_cast<float>(curve->name.size());
        const float y = frame.corner.y - 5;
        canvas.text({x, y}, curve->name, 11);
        if (curve->as_dots) canvas.circle({x - 10, y - 4}, 2.5f, curve->color);
        else canvas.line({x - 24, y - 4}, {x - 5, y - 4}, {.color = curve->color, .width = 2, .dash = curve->dashed ? "4 3" : ""});
        x -= 38;
    }
}

}  // namespace

float round_step(float span, int parts) {
    const float rough = std::max(span, 1e-6f) / static_cast<float>(parts);
    const float power = std::pow(10.0f, std::floor(std::log10(rough)));
    for (const float factor : {1.0f, 2.0f, 5.0f})
        if (factor * power >= rough) return factor * power;
    return 10 * power;
}

void draw_strip(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame, float duration_s, bool with_time_axis) {
    const Span span = values_of(strip);
    const float bottom = frame.corner.y + frame.height;
    const auto x_of = [&](float time_s) { return frame.corner.x + time_s / duration_s * frame.width; };
    const auto y_of = [&](float value) { return bottom - (value - span.low) / (span.high - span.low) * frame.height; };
    canvas.text({frame.corner.x, frame.corner.y - 5}, strip.title, 12, "start", "#222", true);
    draw_legend(canvas, strip, frame);

    const float second_step = round_step(duration_s, 12);
    for (float t = 0; t <= duration_s; t += second_step) {
        canvas.line({x_of(t), frame.corner.y}, {x_of(t), bottom}, {.color = kGrid});
        if (with_time_axis) canvas.text({x_of(t), bottom + 15}, label(t, second_step), 11, "middle", kAxis);
    }
    if (with_time_axis) canvas.text({frame.corner.x + frame.width, bottom + 31}, "simulated time [s]", 11, "end", kAxis);
    const float step = round_step(span.high - span.low, 4);
    for (float value = std::ceil(span.low / step) * step; value <= span.high; value += step) {
        canvas.line({frame.corner.x, y_of(value)}, {frame.corner.x + frame.width, y_of(value)}, {.color = kGrid});
        canvas.text({frame.corner.x - 6, y_of(value) + 4}, label(value, step), 11, "end", kAxis);
    }
    canvas.begin_clip(frame.corner, frame.width, frame.height);
    for (const Curve& curve : strip.curves) {
        std::vector<Pixel> points;
        const auto flush = [&] {
            if (curve.as_dots) canvas.dots(points, 3, curve.color, 0.6f);
            else canvas.polyline(points, {.color = curve.color, .width = 1.4f, .dash = curve.dashed ? "5 3" : ""});
            points.clear();
        };
        for (const Pixel& p : curve.points) {
            if (std::isfinite(p.y)) points.push_back({x_of(p.x), y_of(p.y)});
            else if (!curve.as_dots) flush();
        }
        flush();
    }
    canvas.end_clip();
    canvas.rectangle(frame.corner, frame.width, frame.height, "none", {.color = kAxis});
}

}  // namespace seqboard::sim
