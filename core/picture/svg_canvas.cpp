#include "core/picture/svg_canvas.hpp"

#include <cstdarg>
#include <cstdio>

namespace seqboard::picture {

namespace {

int length(std::string_view text) { return static_cast<int>(text.size()); }
double number(float value) { return static_cast<double>(value); }

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '<') safe += "&lt;";
        else if (c == '&') safe += "&amp;";
        else safe += c;
    }
    return safe;
}

}  // namespace

SvgCanvas::SvgCanvas(float width, float height) {
    add(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" )"
        "font-family=\"DejaVu Sans, Verdana, sans-serif\">\n",
        number(width), number(height), number(width), number(height));
}

void SvgCanvas::add(const char* format, ...) {
    char piece[512];
    va_list values;
    va_start(values, format);
    std::vsnprintf(piece, sizeof piece, format, values);
    va_end(values);
    svg_ += piece;
}

void SvgCanvas::add_stroke(const Stroke& stroke) {
    if (stroke.width <= 0) return;
    add(R"( stroke="%.*s" stroke-width="%.2g")", length(stroke.color), stroke.color.data(), number(stroke.width));
    if (!stroke.dash.empty()) add(R"( stroke-dasharray="%.*s")", length(stroke.dash), stroke.dash.data());
    if (stroke.opacity < 1) add(R"( stroke-opacity="%.2g")", number(stroke.opacity));
}

void SvgCanvas::rectangle(Pixel corner, float width, float height, std::string_view fill, const Stroke& stroke) {
    add(R"(<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%.*s")", number(corner.x), number(corner.y), number(width),
        number(height), length(fill), fill.data());
    add_stroke(stroke);
    svg_ += "/>\n";
}

void SvgCanvas::circle(Pixel centre, float radius, std::string_view fill, const Stroke& stroke) {
    add(R"(<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%.*s")", number(centre.x), number(centre.y), number(radius), length(fill),
        fill.data());
    add_stroke(stroke);
    svg_ += "/>\n";
}

void SvgCanvas::line(Pixel from, Pixel to, const Stroke& stroke) {
    add(R"(<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f")", number(from.x), number(from.y), number(to.x), number(to.y));
    add_stroke(stroke);
    svg_ += "/>\n";
}

void SvgCanvas::polyline(const std::vector<Pixel>& points, const Stroke& stroke) {
    if (points.size() < 2) return;
    svg_ += R"(<polyline fill="none" stroke-linejoin="round")";
    add_stroke(stroke);
    svg_ += R"( points=")";
    for (const Pixel& p : points) add("%.1f,%.1f ", number(p.x), number(p.y));
    svg_ += "\"/>\n";
}

void SvgCanvas::dots(const std::vector<Pixel>& points, float diameter, std::string_view color, float opacity) {
    if (points.empty()) return;
    svg_ += R"(<path fill="none" stroke-linecap="round")";
    add_stroke({.color = color, .width = diameter, .opacity = opacity});
    svg_ += R"( d=")";
    for (const Pixel& p : points) add("M%.1f %.1fh0", number(p.x), number(p.y));
    svg_ += "\"/>\n";
}

void SvgCanvas::text(Pixel at, std::string_view text, float size, std::string_view anchor, std::string_view color, bool bold) {
    add(R"(<text x="%.1f" y="%.1f" font-size="%.0f" text-anchor="%.*s" fill="%.*s"%s>)", number(at.x), number(at.y), number(size),
        length(anchor), anchor.data(), length(color), color.data(), bold ? R"( font-weight="bold")" : "");
    svg_ += escaped(text) + "</text>\n";
}

void SvgCanvas::begin_clip(Pixel corner, float width, float height) {
    ++clips_;
    add("<clipPath id=\"clip%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></clipPath><g clip-path=\"url(#clip%d)\">\n",
        clips_, number(corner.x), number(corner.y), number(width), number(height), clips_);
}

}  // namespace seqboard::picture
