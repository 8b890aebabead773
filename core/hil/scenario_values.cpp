#include "core/hil/scenario_values.hpp"

#include <cmath>

#include "core/expression/literal.hpp"
#include "core/names.hpp"

namespace seqboard::hil {

namespace {

std::optional<float> metres_in(const std::string& text) {
    const bool negative = text.starts_with("-");
    const auto literal = read_literal(std::string_view{text}.substr(negative ? 1 : 0));
    if (!literal || (literal->unit != "m" && !literal->unit.empty())) return std::nullopt;
    return negative ? -literal->value : literal->value;
}

}  // namespace

NamedValue ScenarioValues::call(std::string_view function, const std::vector<std::string>& arguments) {
    if (function != "dist_to")
        throw UnknownName{"there is no function '" + std::string{function} + "'" +
                          suggestion(function, {"abs", "min", "max", "hypot", "dist_to"})};
    Distance distance{find("truth.x_m").handle, find("truth.y_m").handle, 0, 0};
    if (arguments.size() == 1) {
        const auto place = places_.find(arguments[0]);
        std::vector<std::string> known;
        for (const auto& [name, coordinates] : places_) known.push_back(name);
        if (place == places_.end())
            throw UnknownName{"dist_to: no place '" + arguments[0] + "' under places:" + suggestion(arguments[0], known)};
        distance.x_m = place->second.first;
        distance.y_m = place->second.second;
    } else {
        const auto x = arguments.size() == 2 ? metres_in(arguments[0]) : std::nullopt, y = x ? metres_in(arguments[1]) : std::nullopt;
        if (!y) throw UnknownName{"dist_to takes a place or two coordinates, such as dist_to(3.1, 0.5)"};
        distance.x_m = *x;
        distance.y_m = *y;
    }
    distances_.push_back(distance);
    return {.handle = kDistanceBit | static_cast<std::uint32_t>(distances_.size() - 1), .unit = "m"};
}

std::optional<float> ScenarioValues::load(std::uint32_t handle) const noexcept {
    if ((handle & kDistanceBit) == 0) return BoardValues::load(handle);
    const Distance& distance = distances_[handle & ~kDistanceBit];
    const auto x = BoardValues::load(distance.x_handle), y = BoardValues::load(distance.y_handle);
    if (!x || !y) return std::nullopt;
    return std::sqrt((*x - distance.x_m) * (*x - distance.x_m) + (*y - distance.y_m) * (*y - distance.y_m));
}

}  // namespace seqboard::hil
