// What a scenario's expressions may name beside slots and nodes: distances to places.
#pragma once

#include <map>

#include "core/expression/board_values.hpp"

namespace seqboard::hil {

/// dist_to(goal) and dist_to(3.1, 0.5): metres from where the robot truly is (slot `truth`) to a place of the scenario or to coordinates
/// of the room.
class ScenarioValues final : public BoardValues {
public:
    using Places = std::map<std::string, std::pair<float, float>>;
    ScenarioValues(std::vector<BoardSlot> slots, Places places) : BoardValues{std::move(slots)}, places_{std::move(places)} {}

    NamedValue call(std::string_view function, const std::vector<std::string>& arguments) override;
    std::optional<float> load(std::uint32_t handle) const noexcept override;

private:
    struct Distance {
        std::uint32_t x_handle, y_handle;
        float x_m, y_m;
    };
    static constexpr std::uint32_t kDistanceBit = 0x8000'0000;

    Places places_;
    std::vector<Distance> distances_;
};

}  // namespace seqboard::hil
