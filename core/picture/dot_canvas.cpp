#include "core/picture/dot_canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace seqboard::picture {

namespace {

/// The part of a line between two heights or two sides of the canvas; false if there is none.
bool cut(float& from, float& to, float& along_from, float& along_to, float low, float high) {
    if (std::max(from, to) < low || std::min(from, to) > high) return false;
    const float slope = to == from ? 0 : (along_to - along_from) / (to - from);
    const auto bring_in = [&](float& end, float& along) {
        const float inside = std::clamp(end, low, high);
        along += (inside - end) * slope;
        end = inside;
    };
    bring_in(from, along_from);
    bring_in(to, along_to);
    return true;
}

}  // namespace

DotCanvas::DotCanvas(std::size_t columns, std::size_t rows, bool braille)
    : columns_{columns}, rows_{rows}, braille_{braille}, cells_(columns * rows) {}

void DotCanvas::dot(Pixel at, std::uint8_t curve) {
    at = {at.x + 0.5f, at.y + 0.5f};  // to the nearest
    if (!(at.x >= 0 && at.y >= 0 && at.x < width() && at.y < height())) return;
    const auto x = static_cast<std::size_t>(at.x), y = static_cast<std::size_t>(at.y);
    Cell& cell = cells_[y / down() * columns_ + x / across()];
    // Unicode 16.0, chapter 21.1: dots 1 to 3 run down the left side, 4 to 6 the right one; 7 and 8 lie below them.
    static constexpr std::array<std::uint8_t, 8> kBits = {0, 3, 1, 4, 2, 5, 6, 7};
    cell.dots = static_cast<std::uint8_t>(cell.dots | 1u << kBits[y % down() * 2 + x % across()]);
    cell.curve = curve;
}

void DotCanvas::line(Pixel from, Pixel to, std::uint8_t curve) {
    if (!cut(from.x, to.x, from.y, to.y, -1, width()) || !cut(from.y, to.y, from.x, to.x, -1, height())) return;
    const float steps = std::max(1.0f, std::ceil(std::max(std::abs(to.x - from.x), std::abs(to.y - from.y))));
    for (float k = 0; k <= steps; ++k) {
        const float part = k / steps;
        dot({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)}, curve);
    }
}

std::string DotCanvas::character(std::size_t column, std::size_t row) const {
    const Cell& cell = cells_[row * columns_ + column];
    if (cell.dots == 0) return " ";
    if (!braille_) return {mark_of(cell.curve)};
    return {'\xe2', static_cast<char>(0xa0 | cell.dots >> 6), static_cast<char>(0x80 | (cell.dots & 0x3f))};  // U+2800 + dots
}

char DotCanvas::mark_of(std::uint8_t curve) {
    constexpr std::string_view kMarks = "*+ox#@";
    return kMarks[curve % kMarks.size()];
}

}  // namespace seqboard::picture
