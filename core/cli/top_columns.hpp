// The columns of the live table: what stands in them, and what they are sorted by.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/cli/top_table.hpp"

namespace seqboard::cli {

/// Numbers before texts before nothing.
struct SortKey {
    std::optional<double> number{};
    std::string text{};

    SortKey() = default;
    SortKey(double value) : number{value} {}
    SortKey(std::string value) : text{std::move(value)} {}
    SortKey(const std::optional<double>& value) : number{value} {}

    bool absent() const { return !number && text.empty(); }
    /// The greatest number first, texts from A on; what is absent comes last, reversed or not.
    bool before(const SortKey& other, bool reversed) const;
};

template <class Row>
struct TopColumn {
    const char* heading;  ///< as for Table
    Cell (*cell)(const Row&);
    SortKey (*key)(const Row&);
};

std::span<const TopColumn<TopTable::NodeRow>> node_columns();
std::span<const TopColumn<TopTable::SlotRow>> slot_columns();

/// The rows as a table, sorted; the heading of the column that it is sorted by says so.
Table table_of(std::vector<TopTable::NodeRow> rows, const TopOrder& order);
Table table_of(std::vector<TopTable::SlotRow> rows, const TopOrder& order);

}  // namespace seqboard::cli
