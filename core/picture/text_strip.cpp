#include "core/picture/text_strip.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/picture/dot_canvas.hpp"

namespace seqboard::picture {

namespace {

constexpr std::size_t kLeastHeight = 4;  ///< of a strip, its heading included
constexpr std::size_t kAxisLines = 2;

std::string coloured(const std::string& text, std::uint8_t curve, const TextStyle& style) {
    constexpr std::array kEscapes = {"\033[36m", "\033[33m", "\033[32m", "\033[35m", "\033[31m", "\033[34m"};
    if (!style.colour || curve == DotCanvas::kNone) return text;
    return kEscapes[curve % kEscapes.size()] + text + "\033[0m";
}

/// Of the newest value, for the heading.
std::string value_text(const TimeStrip& strip, const Curve& curve) {
    if (curve.points.empty()) return "no sample";
    const float value = curve.points.back().y;
    for (const auto& [named, name] : strip.value_names)
        if (named == value) return name;
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", static_cast<double>(value));
    return text;
}

/// "title  -- name 1.25": cut where the line ends.
std::string heading(const TimeStrip& strip, const TextStyle& style) {
    std::string line = strip.title.substr(0, style.columns);
    std::size_t used = line.size();
    if (style.colour) line = "\033[1m" + line + "\033[0m";
    for (std::size_t i = 0; i < strip.curves.size(); ++i) {
        const auto curve = static_cast<std::uint8_t>(i);
        const bool marked = !style.unicode || (!style.colour && strip.curves.size() > 1);
        std::string entry =
            (marked ? std::string{DotCanvas::mark_of(curve)} + " " : "") + strip.curves[i].name + " " + value_text(strip, strip.curves[i]);
        if (used + 2 >= style.columns) break;
        entry.resize(std::min(entry.size(), style.columns - used - 2));
        line += "  " + coloured(entry, curve, style);
        used += entry.size() + 2;
    }
    return line;
}

std::vector<Tick> value_ticks(const TimeStrip& strip, std::size_t rows) {
    const ValueSpan span = value_span(strip);
    if (strip.value_names.empty()) return ticks_of(span, std::max(1, static_cast<int>(rows) / 2));
    std::vector<Tick> ticks;
    for (const auto& [value, name] : strip.value_names)
        if (value >= span.low && value <= span.high) ticks.push_back({value, name});
    return ticks;
}

void draw(DotCanvas& canvas, const TimeStrip& strip, const TimeAxis& axis) {
    const ValueSpan span = value_span(strip);
    const auto place = [&](Pixel point) -> Pixel {
        return {(point.x - axis.from_s) / (axis.to_s - axis.from_s) * (canvas.width() - 1),
                (span.high - point.y) / (span.high - span.low) * (canvas.height() - 1)};
    };
    for (std::size_t i = 0; i < strip.curves.size(); ++i)
        for (const std::vector<Pixel>& piece : pieces_of(strip.curves[i])) {
            const auto curve = static_cast<std::uint8_t>(i % DotCanvas::kNone);
            for (std::size_t k = 0; k < piece.size(); ++k)
                if (k == 0 || strip.curves[i].as_dots) canvas.dot(place(piece[k]), curve);
                else canvas.line(place(piece[k - 1]), place(piece[k]), curve);
        }
}

/// What stands left of the canvas.
struct Margin {
    std::size_t width = 0;
    std::vector<std::string> labels{};  ///< one for each row
};

Margin margin_of(const TimeStrip& strip, std::size_t rows) {
    const ValueSpan span = value_span(strip);
    Margin margin{.labels = std::vector<std::string>(rows)};
    for (const Tick& tick : value_ticks(strip, rows)) {
        const float row = (span.high - tick.value) / (span.high - span.low) * static_cast<float>(rows - 1);
        margin.labels[static_cast<std::size_t>(std::lround(row))] = tick.label;
        margin.width = std::max(margin.width, tick.label.size());
    }
    return margin;
}

std::string canvas_line(const DotCanvas& canvas, std::size_t row, std::size_t mark_column, const TextStyle& style) {
    std::string line, run;
    std::uint8_t curve = DotCanvas::kNone;
    for (std::size_t column = 0; column < canvas.columns(); ++column) {
        const std::uint8_t here = canvas.curve(column, row);
        if (here != curve) {
            line += coloured(run, curve, style);
            run.clear();
        }
        curve = here;
        run += here == DotCanvas::kNone && column == mark_column ? ":" : canvas.character(column, row);
    }
    line += coloured(run, curve, style);
    return line;
}

std::string padded(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text.substr(0, width);
}

std::size_t column_of(float time_s, const TimeAxis& axis, std::size_t columns) {
    const float part = (time_s - axis.from_s) / (axis.to_s - axis.from_s);
    return static_cast<std::size_t>(std::lround(std::clamp(part, 0.0f, 1.0f) * static_cast<float>(columns - 1)));
}

/// A rule with marks and what is measured, and the times below them.
void add_axis(std::vector<std::string>& lines, const TimeAxis& axis, std::size_t margin, std::size_t columns) {
    std::string rule(columns, '-'), times(columns, ' ');
    std::size_t free_from = 0;
    for (const Tick& tick : ticks_of({axis.from_s, axis.to_s}, std::max(1, static_cast<int>(columns) / 12))) {
        const std::size_t at = column_of(tick.value, axis, columns);
        rule[at] = '+';
        const std::size_t begin = std::min(at - std::min(at, tick.label.size() / 2), columns - std::min(columns, tick.label.size()));
        if (begin < free_from || begin + tick.label.size() > columns) continue;
        times.replace(begin, tick.label.size(), tick.label);
        free_from = begin + tick.label.size() + 1;
    }
    const std::string title = " " + std::string{axis.title};
    if (2 * title.size() <= columns) rule.replace(columns - title.size(), title.size(), title);
    lines.push_back(std::string(margin, ' ') + "+" + rule);
    lines.push_back(std::string(margin + 1, ' ') + times.substr(0, times.find_last_not_of(' ') + 1));
}

}  // namespace

std::vector<std::string> text_of(const std::vector<TimeStrip>& strips, const TimeAxis& axis, const TextStyle& style, const float* mark) {
    std::vector<std::string> lines;
    const std::size_t room = style.rows - std::min(style.rows, kAxisLines);
    const std::size_t shown = std::min(strips.size(), std::max<std::size_t>(room / kLeastHeight, 1));
    if (shown == 0 || room < 2) return lines;
    const bool cut = shown < strips.size();
    const std::size_t height = std::max<std::size_t>((room - cut) / shown, 2);
    std::vector<Margin> margins;
    std::size_t margin = 0;
    for (std::size_t i = 0; i < shown; ++i) {
        margins.push_back(margin_of(strips[i], height - 1));
        margin = std::max(margin, margins.back().width);
    }
    if (style.columns < margin + 3) return {};
    const std::size_t columns = style.columns - margin - 1;
    const std::size_t mark_column = mark == nullptr ? columns : column_of(*mark, axis, columns);
    for (std::size_t i = 0; i < shown; ++i) {
        lines.push_back(heading(strips[i], style));
        DotCanvas canvas{columns, height - 1, style.unicode && (style.colour || strips[i].curves.size() == 1)};
        draw(canvas, strips[i], axis);
        for (std::size_t row = 0; row + 1 < height; ++row)
            lines.push_back(padded(margins[i].labels[row], margin) + "|" + canvas_line(canvas, row, mark_column, style));
    }
    if (cut) lines.push_back(("... " + std::to_string(strips.size() - shown) + " more need a higher terminal").substr(0, style.columns));
    add_axis(lines, axis, margin, columns);
    return lines;
}

}  // namespace seqboard::picture
