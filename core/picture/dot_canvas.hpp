// A drawing in the characters of a terminal: eight dots to a character where it has braille, else one mark.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/picture/svg_canvas.hpp"

namespace seqboard::picture {

class DotCanvas {
public:
    DotCanvas(std::size_t columns, std::size_t rows, bool braille);

    std::size_t columns() const noexcept { return columns_; }
    std::size_t rows() const noexcept { return rows_; }

    /// The size in dots: places are from {0, 0} in the upper left corner to here.
    float width() const noexcept { return static_cast<float>(columns_ * across()); }
    float height() const noexcept { return static_cast<float>(rows_ * down()); }

    /// A straight line of a curve, of which the canvas tells at most 255 apart; what lies outside is cut off.
    void line(Pixel from, Pixel to, std::uint8_t curve);
    void dot(Pixel at, std::uint8_t curve);

    /// The character at a place, in UTF-8; a blank where nothing was drawn.
    std::string character(std::size_t column, std::size_t row) const;

    /// The curve that drew there last; kNone where none did.
    std::uint8_t curve(std::size_t column, std::size_t row) const { return cells_[row * columns_ + column].curve; }
    static constexpr std::uint8_t kNone = 255;

    /// What a curve is drawn with where there is no braille.
    static char mark_of(std::uint8_t curve);

private:
    struct Cell {
        std::uint8_t dots = 0;  ///< of braille: bit k is dot k + 1
        std::uint8_t curve = kNone;
    };
    std::size_t across() const noexcept { return braille_ ? 2 : 1; }
    std::size_t down() const noexcept { return braille_ ? 4 : 1; }

    std::size_t columns_, rows_;
    bool braille_;
    std::vector<Cell> cells_;
};

}  // namespace seqboard::picture
