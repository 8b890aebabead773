#include "core/cli/name_case.hpp"

#include <algorithm>

#include "core/names.hpp"

namespace seqboard::cli {

namespace {

constexpr std::string_view kSuffix = "_node";

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string snake_stem(std::string_view name) {
    if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
    const bool good = is_valid_name(std::string{name} + std::string{kSuffix}) && is_lower(name.empty() ? '_' : name.front()) &&
                      !name.ends_with('_') && name.find("__") == std::string_view::npos &&
                      std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || c == '_' || (c >= '0' && c <= '9'); });
    return good ? std::string{name} : "";
}

std::string pascal_case(std::string_view snake) {
    std::string pascal;
    bool start = true;
    for (const char c : snake) {
        if (c != '_') pascal += start && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        start = c == '_';
    }
    return pascal;
}

}  // namespace seqboard::cli
