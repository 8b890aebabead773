// Rows and columns for people.
#pragma once

#include <string>
#include <vector>

#include "core/cli/screen.hpp"

namespace seqboard::cli {

enum class Colour : unsigned char { kNone, kGreen, kYellow, kRed, kDim, kBold, kInverse };

struct Cell {
    std::string text;
    Colour colour = Colour::kNone;
};

/// Text in a colour of the terminal; as it is where the screen has none.
std::string coloured(const std::string& text, Colour colour, const Screen& screen);

class Table {
public:
    /// Names in capitals above the columns; one that begins with '>' stands over a column set flush right.
    explicit Table(std::vector<std::string> headings);

    /// A row has as many cells as there are headings.
    void add(std::vector<Cell> row);
    bool empty() const noexcept { return rows_.empty(); }

    /// The heading and the rows, each cut to the screen's width; no line feeds.
    std::vector<std::string> lines(const Screen& screen) const;

private:
    std::string line(const std::vector<Cell>& row, const Screen& screen) const;

    std::vector<bool> flush_right_;
    std::vector<std::size_t> widths_;
    std::vector<Cell> headings_;
    std::vector<std::vector<Cell>> rows_;
};

}  // namespace seqboard::cli
