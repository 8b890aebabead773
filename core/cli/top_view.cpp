#include "core/cli/top_view.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/cli/short_text.hpp"

namespace seqboard::cli {

namespace {

bool contains(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

}  // namespace

bool TopView::take(Key key) {
    using Kind = Key::Kind;
    if (typing_) {
        take_text(key);
        return true;
    }
    if (key.is('q')) return false;
    if (help_) help_ = false;  // any other key leaves it
    else if (key.is('h') || key.is('?')) help_ = true;
    else if (key.is(Kind::kTab)) {
        part_ = static_cast<Part>((static_cast<unsigned>(part_) + 1) % 3);
        column_ = TopOrder::kNone;
        first_ = 0;
    } else if (key.is('>') || key.is(Kind::kRight) || key.is('<') || key.is(Kind::kLeft))
        choose_column(key.is('>') || key.is(Kind::kRight));
    else if (key.is('r')) (on_nodes() ? node_order_ : slot_order_).reversed ^= true;
    else if (key.is('/')) {
        typing_ = true;
        typed_ = filter_;
    } else if (key.is(Kind::kEscape)) filter_.clear();
    else if (key.is('p') || key.is(' ')) paused_ = !paused_;
    else if (key.is('+') || key.is('=')) rate_hz = std::min(rate_hz * 2, 50.0);
    else if (key.is('-')) rate_hz = std::max(rate_hz / 2, 0.1);
    else if (key.is(Kind::kDown)) ++first_;
    else if (key.is(Kind::kUp)) first_ -= first_ > 0;
    else if (key.is(Kind::kPageDown)) first_ += page_;
    else if (key.is(Kind::kPageUp)) first_ -= std::min(first_, page_);
    else if (key.is(Kind::kHome)) first_ = 0;
    else if (key.is(Kind::kEnd)) first_ = ~std::size_t{0} / 2;
    return true;
}

void TopView::take_text(Key key) {
    using Kind = Key::Kind;
    if (key.is(Kind::kCharacter)) typed_ += key.character;
    else if (key.is(Kind::kBackspace) && !typed_.empty()) typed_.pop_back();
    if (!key.is(Kind::kEnter) && !key.is(Kind::kEscape)) return;
    typing_ = false;
    first_ = 0;
    if (key.is(Kind::kEnter)) filter_ = typed_;
}

/// Sorting begins with the first column, and none follows the last.
void TopView::choose_column(bool forward) {
    const std::size_t nodes = part_ == Part::kSlots ? 0 : node_columns_;
    const std::size_t all = nodes + (part_ == Part::kNodes ? 0 : slot_columns_);
    if (forward) column_ = column_ == TopOrder::kNone ? 0 : column_ + 1 < all ? column_ + 1 : TopOrder::kNone;
    else column_ = column_ == TopOrder::kNone ? all - 1 : column_ > 0 ? column_ - 1 : TopOrder::kNone;
    if (column_ == TopOrder::kNone) node_order_ = slot_order_ = {};
    else if (on_nodes()) node_order_ = {column_, false};
    else slot_order_ = {column_ - nodes, false};
}

bool TopView::on_nodes() const { return part_ != Part::kSlots && (column_ == TopOrder::kNone || column_ < node_columns_); }

bool TopView::shows(std::string_view node, std::string_view slot, std::string_view message) const {
    const std::string& wanted = typing_ ? typed_ : filter_;
    return contains(node, wanted) || contains(slot, wanted) || contains(message, wanted);
}

std::size_t TopView::first_line(std::size_t lines, std::size_t room) {
    page_ = std::max<std::size_t>(room, 2) - 1;
    first_ = std::min(first_, lines - std::min(lines, room));
    return first_;
}

std::string TopView::keys_line() const {
    if (typing_) return "/" + typed_ + "_   Enter: only what has this in its name; Esc: back";
    constexpr std::string_view kParts[] = {"nodes and slots", "nodes", "slots"};
    std::string line = "q quit  Tab " + std::string{kParts[static_cast<std::size_t>(part_)]} + "  < > sort  r reverse  / filter";
    if (!filter_.empty()) line += " '" + filter_ + "' (Esc)";
    line += paused_ ? "  p PAUSED" : "  p pause";
    return line + "  + - " + short_number(rate_hz) + " Hz  h help";
}

}  // namespace seqboard::cli
