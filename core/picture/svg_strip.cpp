#include "core/picture/svg_strip.hpp"

#include <errno.h>

#include <cstdio>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard::picture {

namespace {

constexpr std::string_view kGrid = "#e4e4e4";
constexpr std::string_view kAxis = "#666";
constexpr float kLetter = 6.6f;  ///< width of a letter of size 11, roughly

void draw_legend(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame) {
    float x = frame.corner.x + frame.width;
    for (auto curve = strip.curves.rbegin(); curve != strip.curves.rend(); ++curve) {
        x -= kLetter * static_cast<float>(curve->name.size());
        const float y = frame.corner.y - 5;
        canvas.text({x, y}, curve->name, 11);
        if (curve->as_dots) canvas.circle({x - 10, y - 4}, 2.5f, curve->color);
        else canvas.line({x - 24, y - 4}, {x - 5, y - 4}, {.color = curve->color, .width = 2, .dash = curve->dashed ? "4 3" : ""});
        x -= 38;
    }
}

/// Numbers at round places, or an enum's values by name.
std::vector<Tick> value_ticks(const TimeStrip& strip, ValueSpan span) {
    if (strip.value_names.empty()) return ticks_of(span, 4);
    std::vector<Tick> ticks;
    for (const auto& [value, name] : strip.value_names)
        if (value >= span.low && value <= span.high) ticks.push_back({value, name});
    return ticks;
}

void draw_curve(SvgCanvas& canvas, const Curve& curve, const std::vector<Pixel>& points) {
    if (curve.as_dots) canvas.dots(points, 3, curve.color, 0.6f);
    else if (points.size() == 1) canvas.circle(points.front(), 1.4f, curve.color);
    else canvas.polyline(points, {.color = curve.color, .width = 1.4f, .dash = curve.dashed ? "5 3" : ""});
}

}  // namespace

void draw_strip(SvgCanvas& canvas, const TimeStrip& strip, const Frame& frame, const TimeAxis& axis, bool with_time_axis) {
    const ValueSpan span = value_span(strip);
    const float bottom = frame.corner.y + frame.height;
    const auto x_of = [&](float time_s) { return frame.corner.x + (time_s - axis.from_s) / (axis.to_s - axis.from_s) * frame.width; };
    const auto y_of = [&](float value) { return bottom - (value - span.low) / (span.high - span.low) * frame.height; };
    canvas.text({frame.corner.x, frame.corner.y - 5}, strip.title, 12, "start", "#222", true);
    draw_legend(canvas, strip, frame);
    for (const Tick& tick : ticks_of({axis.from_s, axis.to_s}, 12)) {
        canvas.line({x_of(tick.value), frame.corner.y}, {x_of(tick.value), bottom}, {.color = kGrid});
        if (with_time_axis) canvas.text({x_of(tick.value), bottom + 15}, tick.label, 11, "middle", kAxis);
    }
    if (with_time_axis) canvas.text({frame.corner.x + frame.width, bottom + 31}, axis.title, 11, "end", kAxis);
    for (const Tick& tick : value_ticks(strip, span)) {
        canvas.line({frame.corner.x, y_of(tick.value)}, {frame.corner.x + frame.width, y_of(tick.value)}, {.color = kGrid});
        canvas.text({frame.corner.x - 6, y_of(tick.value) + 4}, tick.label, 11, "end", kAxis);
    }
    canvas.begin_clip(frame.corner, frame.width, frame.height);
    for (const Curve& curve : strip.curves)
        for (std::vector<Pixel> piece : pieces_of(curve)) {
            piece = thinned(piece, axis, static_cast<std::size_t>(frame.width));
            for (Pixel& point : piece) point = {x_of(point.x), y_of(point.y)};
            draw_curve(canvas, curve, piece);
        }
    canvas.end_clip();
    canvas.rectangle(frame.corner, frame.width, frame.height, "none", {.color = kAxis});
}

std::string svg_of(const std::string& title, const std::vector<TimeStrip>& strips, const TimeAxis& axis, const float* mark) {
    constexpr float kWidth = 1000, kLeft = 90, kRight = 24, kTop = 66, kHeight = 150, kGap = 36;
    const auto count = static_cast<float>(strips.size());
    const float height = kTop + count * (kHeight + kGap) + 20;
    SvgCanvas canvas{kWidth, height};
    canvas.rectangle({0, 0}, kWidth, height, "#fff");
    canvas.text({kLeft, 28}, title, 15, "start", "#222", true);
    for (std::size_t i = 0; i < strips.size(); ++i) {
        const Frame frame{{kLeft, kTop + static_cast<float>(i) * (kHeight + kGap)}, kWidth - kLeft - kRight, kHeight};
        draw_strip(canvas, strips[i], frame, axis, i + 1 == strips.size());
        if (mark == nullptr) continue;
        const float x = frame.corner.x + (*mark - axis.from_s) / (axis.to_s - axis.from_s) * frame.width;
        canvas.line({x, frame.corner.y}, {x, frame.corner.y + frame.height}, {.color = "#444", .dash = "4 3"});
    }
    return canvas.finish();
}

void write_drawing(const std::string& path, const std::string& text) {
    std::FILE* const file = std::fopen(path.c_str(), "we");
    const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (file == nullptr || std::fclose(file) != 0 || !written)
        throw StartError{ExitCode::kNoSpace, "picture '" + path + "' cannot be written: " + std::strerror(errno)};
}

}  // namespace seqboard::picture
