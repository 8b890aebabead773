#include "core/cli/board_time.hpp"

#include <algorithm>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard::cli {

namespace {

bool is_real(const BoardSurvey& survey, const std::string& slot) {
    const NodeView* const writer = survey.writer_of(slot);
    return !survey.clock() || (writer != nullptr && BoardSurvey::is_stamped_in_real_time(*writer, slot));
}

}  // namespace

BoardTime::BoardTime(const std::shared_ptr<Blackboard>& board, const BoardSurvey& survey, const std::vector<std::string>& slots) {
    const auto by_real_time = [&](const std::string& slot) { return is_real(survey, slot); };
    const auto real = std::find_if(slots.begin(), slots.end(), by_real_time),
               simulated = std::find_if_not(slots.begin(), slots.end(), by_real_time);
    if (real != slots.end() && simulated != slots.end())
        throw StartError{ExitCode::kUsage, "slot '" + *real + "' is stamped in real time and '" + *simulated +
                                               "' in simulated time; look at them one after the other"};
    if (simulated != slots.end()) clock_.emplace(board, "clock");
}

bool BoardTime::stamps(const BoardSurvey& survey, const std::string& slot) const { return is_real(survey, slot) != clock_.has_value(); }

Time BoardTime::now() {
    if (!clock_) return monotonic_now();
    auto sample = clock_->connected() ? clock_->newest() : std::nullopt;
    if (!sample && clock_->connect()) sample = clock_->newest();
    if (sample && sample->bytes.size() == sizeof(ClockState)) {
        ClockState clock;
        std::memcpy(&clock, sample->bytes.data(), sizeof clock);
        simulated_ = time_from_ns(clock.now_ns);
    }
    return simulated_;
}

}  // namespace seqboard::cli
