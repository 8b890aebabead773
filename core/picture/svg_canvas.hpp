// Builds the text of a drawing (SVG 1.1): shapes in pixels, y downwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seqboard::picture {

struct Pixel {
    float x = 0;
    float y = 0;
};

struct Stroke {
    std::string_view color = "#000";
    float width = 1;
    std::string_view dash{};  ///< "6 4"; empty: solid
    float opacity = 1;
};

class SvgCanvas {
public:
    SvgCanvas(float width, float height);

    void rectangle(Pixel corner, float width, float height, std::string_view fill, const Stroke& stroke = {.width = 0});
    void circle(Pixel centre, float radius, std::string_view fill, const Stroke& stroke = {.width = 0});
    void line(Pixel from, Pixel to, const Stroke& stroke);
    void polyline(const std::vector<Pixel>& points, const Stroke& stroke);

    /// All dots as one path: thousands of them stay small.
    void dots(const std::vector<Pixel>& points, float diameter, std::string_view color, float opacity = 1);

    /// `anchor`: start, middle or end. The text is escaped.
    void text(Pixel at, std::string_view text, float size = 12, std::string_view anchor = "start", std::string_view color = "#222",
              bool bold = false);

    /// Everything until end_clip() shows only inside the rectangle.
    void begin_clip(Pixel corner, float width, float height);
    void end_clip() { svg_ += "</g>\n"; }

    std::string finish() const { return svg_ + "</svg>\n"; }

private:
    void add(const char* format, ...) __attribute__((format(printf, 2, 3)));
    void add_stroke(const Stroke& stroke);

    std::string svg_;
    int clips_ = 0;
};

}  // namespace seqboard::picture
