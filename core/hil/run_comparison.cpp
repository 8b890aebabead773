#include "core/hil/run_comparison.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "core/exit_code.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(',', at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return cells;
}

double time_of(const std::string& row) { return 1e-9 * static_cast<double>(std::strtoull(row.c_str(), nullptr, 10)); }

std::set<std::string> slots_in(const std::string& run) {
    std::set<std::string> slots;
    std::error_code missing;
    for (const fs::directory_entry& entry : fs::directory_iterator{run + "/slots", missing}) slots.insert(entry.path().stem().string());
    if (slots.empty())
        throw StartError{ExitCode::kNoInput, "'" + run + "' has no slots/*.csv; expected the folder of a run of seqboard hil run"};
    return slots;
}

std::string value_in(const std::vector<std::string>& cells, std::size_t k) { return k < cells.size() ? cells[k] : "nothing"; }

Difference row_difference(const std::string& slot, const std::string& head, const std::string& a, const std::string& b) {
    if (a.empty() || b.empty())
        return {slot, "", time_of(a.empty() ? b : a), a.empty() ? "no sample" : "a sample", b.empty() ? "no sample" : "a sample"};
    const auto names = cells_of(head), left = cells_of(a), right = cells_of(b);
    for (std::size_t k = 0; k < names.size(); ++k)
        if (value_in(left, k) != value_in(right, k))
            return {slot, names[k], std::min(time_of(a), time_of(b)), value_in(left, k), value_in(right, k)};
    return {slot, "", time_of(a), a, b};
}

std::optional<Difference> slot_difference(const std::string& slot, const std::string& first, const std::string& second) {
    std::ifstream a{first + "/slots/" + slot + ".csv"}, b{second + "/slots/" + slot + ".csv"};
    std::string head, other_head, left, right;
    std::getline(a, head);
    std::getline(b, other_head);
    if (head != other_head) return Difference{slot, "", 0, head, other_head};
    while (true) {
        const bool more_left = static_cast<bool>(std::getline(a, left)), more_right = static_cast<bool>(std::getline(b, right));
        if (!more_left && !more_right) return std::nullopt;
        if (!more_left) left.clear();
        if (!more_right) right.clear();
        if (left != right) return row_difference(slot, head, left, right);
    }
}

}  // namespace

std::optional<Difference> compare_runs(const std::string& first, const std::string& second, Compared which) {
    const std::set<std::string> left = slots_in(first), right = slots_in(second);
    std::set<std::string> slots;
    if (which == Compared::kAll) std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::inserter(slots, slots.end()));
    else std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::inserter(slots, slots.end()));
    if (slots.empty()) throw StartError{ExitCode::kNoInput, "'" + first + "' and '" + second + "' have no slot in common"};
    std::optional<Difference> earliest;
    for (const std::string& slot : slots)
        if (const auto difference = slot_difference(slot, first, second);
            difference && (!earliest || difference->time_s < earliest->time_s))
            earliest = difference;
    return earliest;
}

}  // namespace seqboard::hil
