// The simulator's faults by name: which parameter makes each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seqboard::hil {

/// `target: plant.sonar, kind: unplugged` is the simulator's parameter sonar_fault at 1.
struct PlantFault {
    std::string_view device;
    std::string_view kind;
    std::string_view parameter;
    float value = 0;    ///< while it lasts; with takes_magnitude: what the step says
    float healthy = 0;  ///< before and after
    bool takes_magnitude = false;
};

inline constexpr std::string_view kPlantPrefix = "plant.";

/// The fault of `target`, "plant.sonar"; `why` says what is there if there is none.
std::optional<PlantFault> find_plant_fault(std::string_view target, std::string_view kind, std::string& why);

/// All of them, for tables and tests.
const std::vector<PlantFault>& plant_faults();

}  // namespace seqboard::hil
