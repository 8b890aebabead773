// What time it is on the clock that some slots are stamped with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/board_survey.hpp"
#include "core/cli/slot_stream.hpp"

namespace seqboard::cli {

class BoardTime {
public:
    /// Throws StartError{kUsage} naming two slots that are stamped by different clocks: a picture has one time axis.
    BoardTime(const std::shared_ptr<Blackboard>& board, const BoardSurvey& survey, const std::vector<std::string>& slots);

    /// Whether a slot is stamped by this clock.
    bool stamps(const BoardSurvey& survey, const std::string& slot) const;

    /// Of the simulation, where it stands; else real time.
    Time now();

private:
    std::optional<SlotStream> clock_;
    Time simulated_{};
};

}  // namespace seqboard::cli
