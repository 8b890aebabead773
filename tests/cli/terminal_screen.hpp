// A terminal as a test sees it: what a program has drawn, by the escapes that this program's tools write.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard::testing {

/// Two screens of characters; colours are passed over.
class TerminalScreen {
public:
    TerminalScreen(std::size_t columns, std::size_t rows) : columns_{columns}, rows_{rows} { clear(); }

    void write(std::string_view bytes) {
        waiting_ += bytes;
        while (!waiting_.empty() && take()) {
        }
    }

    /// A line without the blanks at its end.
    std::string line(std::size_t row) const {
        std::string text;
        for (const std::string& character : cells_[row]) text += character;
        return text.substr(0, text.find_last_not_of(' ') + 1);
    }
    std::string text() const {
        std::string text;
        for (std::size_t row = 0; row < rows_; ++row) text += line(row) + "\n";
        return text;
    }
    bool on_second_screen() const noexcept { return second_; }
    bool cursor_shown() const noexcept { return cursor_; }
    void resize(std::size_t columns, std::size_t rows) {
        columns_ = columns, rows_ = rows;
        clear();
    }

private:
    void clear() {
        cells_.assign(rows_, std::vector<std::string>(columns_, " "));
        row_ = column_ = 0;
    }

    /// One character or escape; false if it is not whole yet.
    bool take() {
        const auto first = static_cast<unsigned char>(waiting_[0]);
        if (first == '\033') return take_escape();
        const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (waiting_.size() < size) return false;
        put(waiting_.substr(0, size));
        waiting_.erase(0, size);
        return true;
    }

    void put(const std::string& character) {
        if (character == "\r") column_ = 0;
        else if (character == "\n") next_line();
        else {
            if (column_ == columns_) column_ = 0, next_line();
            cells_[row_][column_++] = character;
        }
    }

    void next_line() {
        if (row_ + 1 < rows_) ++row_;
        else {
            cells_.erase(cells_.begin());
            cells_.emplace_back(columns_, " ");
        }
    }

    bool take_escape() {
        const std::size_t end = waiting_.find_first_of("ABCDHJKhlm", 1);
        if (end == std::string::npos) return false;
        const std::string arguments = waiting_.substr(2, end - 2);
        const char action = waiting_[end];
        waiting_.erase(0, end + 1);
        const std::size_t at = std::min(column_, columns_ - 1);
        if (action == 'H') row_ = column_ = 0;
        if (action == 'K') std::fill(cells_[row_].begin() + static_cast<std::ptrdiff_t>(at), cells_[row_].end(), " ");
        if (action == 'J') {
            std::fill(cells_[row_].begin() + static_cast<std::ptrdiff_t>(at), cells_[row_].end(), " ");
            for (std::size_t row = row_ + 1; row < rows_; ++row) cells_[row].assign(columns_, " ");
        }
        if (arguments == "?25") cursor_ = action == 'h';
        if (arguments == "?1049") {
            std::swap(cells_, other_);
            std::swap(row_, other_row_);
            second_ = action == 'h';
            if (second_) clear();
            else if (cells_.size() != rows_ || cells_[0].size() != columns_) clear();
        }
        return true;
    }

    std::size_t columns_, rows_;
    std::size_t row_ = 0, column_ = 0, other_row_ = 0;
    std::vector<std::vector<std::string>> cells_, other_;
    std::string waiting_;
    bool second_ = false;
    bool cursor_ = true;
};

}  // namespace seqboard::testing
