#include "core/cli/table.hpp"

#include <algorithm>

namespace seqboard::cli {

namespace {

constexpr std::size_t kGap = 2;

const char* escape(Colour colour) {
    switch (colour) {
        case Colour::kGreen: return "\033[32m";
        case Colour::kYellow: return "\033[33m";
        case Colour::kRed: return "\033[31m";
        case Colour::kDim: return "\033[2m";
        case Colour::kBold: return "\033[1m";
        case Colour::kInverse: return "\033[7m";
        case Colour::kNone: break;
    }
    return "";
}

}  // namespace

std::string coloured(const std::string& text, Colour colour, const Screen& screen) {
    if (!screen.colour || colour == Colour::kNone || text.empty()) return text;
    return escape(colour) + text + "\033[0m";
}

Table::Table(std::vector<std::string> headings) {
    for (std::string& heading : headings) {
        flush_right_.push_back(heading.starts_with('>'));
        if (flush_right_.back()) heading.erase(0, 1);
        widths_.push_back(heading.size());
        headings_.push_back({std::move(heading), Colour::kBold});
    }
}

void Table::add(std::vector<Cell> row) {
    row.resize(headings_.size());
    for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], row[i].text.size());
    rows_.push_back(std::move(row));
}

std::vector<std::string> Table::lines(const Screen& screen) const {
    std::vector<std::string> lines = {line(headings_, screen)};
    for (const auto& row : rows_) lines.push_back(line(row, screen));
    return lines;
}

std::string Table::line(const std::vector<Cell>& row, const Screen& screen) const {
    std::string line;
    std::size_t column = 0;  // of the plain text: escapes take no room
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string padding(widths_[i] - row[i].text.size(), ' ');
        const bool last = i + 1 == row.size();
        const std::string before = std::string(i == 0 ? 0 : kGap, ' ') + (flush_right_[i] ? padding : "");
        const std::string after = flush_right_[i] || last ? "" : padding;
        const std::size_t room = screen.columns == 0 ? std::string::npos : screen.columns - column;
        if (before.size() >= room) break;
        const std::string text = row[i].text.substr(0, room - before.size());
        line += before + coloured(text, row[i].colour, screen);
        column += before.size() + text.size();
        const std::string end = after.substr(0, screen.columns == 0 ? std::string::npos : screen.columns - column);
        line += end;
        column += end.size();
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace seqboard::cli
