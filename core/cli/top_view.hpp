// What of the live table is shown, and in which order: keys change it.
#pragma once

#include <cstddef>
#include <string>

#include "core/cli/key.hpp"

namespace seqboard::cli {

/// By which column a table is sorted. Without one, rows stand in the board's own order.
struct TopOrder {
    static constexpr std::size_t kNone = ~std::size_t{0};
    std::size_t column = kNone;
    bool reversed = false;  ///< numbers: the least first instead of the greatest; texts: Z first
};

class TopView {
public:
    enum class Part : unsigned char { kBoth, kNodes, kSlots };

    /// How many columns the two tables have.
    TopView(std::size_t node_columns, std::size_t slot_columns) : node_columns_{node_columns}, slot_columns_{slot_columns} {}

    /// Does what a key says. False: it says that this is the end.
    bool take(Key key);

    /// Whether a row of these names is shown.
    bool shows(std::string_view node, std::string_view slot, std::string_view message) const;

    /// The place of the first line below the heading, so that the last of `lines` is not above the end of `room`.
    std::size_t first_line(std::size_t lines, std::size_t room);

    Part part() const noexcept { return part_; }
    const TopOrder& node_order() const noexcept { return node_order_; }
    const TopOrder& slot_order() const noexcept { return slot_order_; }
    bool paused() const noexcept { return paused_; }
    bool help() const noexcept { return help_; }

    /// Looks per second, as asked for on the command line and changed by keys.
    double rate_hz = 2;

    /// The last line of the screen: what keys there are, or what is typed.
    std::string keys_line() const;

private:
    void take_text(Key key);
    void choose_column(bool forward);
    bool on_nodes() const;

    std::size_t node_columns_, slot_columns_;
    Part part_ = Part::kBoth;
    TopOrder node_order_, slot_order_;
    std::size_t column_ = TopOrder::kNone;  ///< of those that are shown, nodes' before slots'
    std::string filter_;
    std::string typed_;
    bool typing_ = false;
    bool paused_ = false;
    bool help_ = false;
    std::size_t first_ = 0;
    std::size_t page_ = 10;
};

}  // namespace seqboard::cli
