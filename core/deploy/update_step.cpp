#include "core/deploy/update_step.hpp"

#include <array>

namespace seqboard::deploy {

namespace {

struct Row {
    Step step;
    std::string_view text;
    // What follows on each event, in the order of Event.
    Step done, failed, confirmed, time_up, interrupted;
};

using enum Step;

// Going back never gives up half way: when a step of it fails, the next one is tried all the same, because some release has
// to run in the end.
constexpr std::array<Row, 15> kTable = {{
    //  step         text             done           failed       confirmed      time up        interrupted
    {kStopOld, "stop_old", kPointNew, kStartOld, kStopOld, kStartOld, kStartOld},
    {kPointNew, "point_new", kStartNew, kPointOld, kPointNew, kPointOld, kPointOld},
    {kStartNew, "start_new", kTrial, kStopNew, kStartNew, kStopNew, kStopNew},
    {kTrial, "trial", kAwaitConfirm, kStopNew, kTrial, kStopNew, kStopNew},
    {kAwaitConfirm, "await_confirm", kAwaitConfirm, kStopNew, kConfirm, kStopNew, kStopNew},
    {kConfirm, "confirm", kConfirmed, kConfirmed, kConfirm, kConfirmed, kConfirm},
    {kStopNew, "stop_new", kPointOld, kPointOld, kStopNew, kPointOld, kStopNew},
    {kPointOld, "point_old", kStartOld, kStartOld, kPointOld, kStartOld, kPointOld},
    {kStartOld, "start_old", kRolledBack, kRolledBack, kStartOld, kRolledBack, kStartOld},
    {kBoot, "boot", kBootGood, kBootFailed, kBoot, kBootFailed, kBoot},
    {kConfirmed, "confirmed", kConfirmed, kConfirmed, kConfirmed, kConfirmed, kConfirmed},
    {kRolledBack, "rolled_back", kRolledBack, kRolledBack, kRolledBack, kRolledBack, kRolledBack},
    {kBootGood, "boot_good", kBootGood, kBootGood, kBootGood, kBootGood, kBootGood},
    {kBootFailed, "boot_failed", kBootFailed, kBootFailed, kBootFailed, kBootFailed, kBootFailed},
    {kStopped, "stopped", kStopped, kStopped, kStopped, kStopped, kStopped},
}};

constexpr bool rows_stand_in_order() {
    for (std::size_t i = 0; i < kTable.size(); ++i)
        if (static_cast<std::size_t>(kTable[i].step) != i) return false;
    return true;
}
static_assert(rows_stand_in_order(), "kTable is indexed by Step: its rows stand in the order of the enumerators");

const Row& row(Step step) { return kTable[static_cast<std::size_t>(step)]; }

}  // namespace

Step next(Step step, Event event) {
    switch (event) {
        case Event::kDone: return row(step).done;
        case Event::kFailed: return row(step).failed;
        case Event::kConfirmedByHost: return row(step).confirmed;
        case Event::kTimeUp: return row(step).time_up;
        case Event::kInterrupted: return row(step).interrupted;
    }
    return step;
}

bool is_end(Step step) { return step >= kConfirmed; }

std::string_view text_of(Step step) { return row(step).text; }

std::optional<Step> step_named(std::string_view text) {
    for (const Row& row : kTable)
        if (row.text == text) return row.step;
    return std::nullopt;
}

}  // namespace seqboard::deploy
