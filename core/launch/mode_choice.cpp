#include "core/launch/mode_choice.hpp"

namespace seqboard {

void ModeChoice::look(const std::vector<bool>& holds, Time now) {
    in_force_.reset();
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
        Condition& condition = conditions_[i];
        if (holds[i] == condition.active) {
            condition.changing_since.reset();
        } else {
            if (!condition.changing_since) condition.changing_since = now;
            const Duration wait = condition.active ? (*rules_)[i].clear_after : (*rules_)[i].hold;
            if (now - *condition.changing_since >= wait) {
                condition.active = holds[i];
                condition.changing_since.reset();
            }
        }
        if (condition.active) in_force_ = i;
    }
}

}  // namespace seqboard
