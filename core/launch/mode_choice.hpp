// Which mode is in force. Pure: whether conditions hold, and the time, are arguments.
#pragma once

#include <optional>
#include <vector>

#include "core/launch/mode_rule.hpp"

namespace seqboard {

/// Of the modes whose conditions hold the last one of the file is in force: the graver ones come later. A condition has to hold for
/// the rule's `hold` first, and not to hold for its `clear_after` before the mode is left: nothing flickers.
class ModeChoice {
public:
    explicit ModeChoice(const std::vector<ModeRule>& rules) : rules_{&rules}, conditions_(rules.size()) {}

    /// `holds[i]` is rule i's condition now. Time may be simulated.
    void look(const std::vector<bool>& holds, Time now);

    /// Index of the mode in force.
    std::optional<std::size_t> in_force() const { return in_force_; }

private:
    struct Condition {
        bool active = false;
        std::optional<Time> changing_since{};  ///< the condition is other than `active` since then
    };

    const std::vector<ModeRule>* rules_;
    std::vector<Condition> conditions_;
    std::optional<std::size_t> in_force_;
};

}  // namespace seqboard
