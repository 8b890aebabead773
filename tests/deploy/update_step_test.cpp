// The table of an update, by itself: wherever it is interrupted it comes to an end at which a release runs.
#include "core/deploy/update_step.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

using namespace seqboard::deploy;

namespace {

const std::vector<Step> kSteps = {Step::kStopOld, Step::kPointNew, Step::kStartNew, Step::kTrial,    Step::kAwaitConfirm,
                                  Step::kConfirm, Step::kStopNew,  Step::kPointOld, Step::kStartOld, Step::kBoot};
const std::vector<Event> kEvents = {Event::kDone, Event::kFailed, Event::kConfirmedByHost, Event::kTimeUp, Event::kInterrupted};

/// The steps from `step` to an end when everything goes well from there on.
std::vector<Step> way(Step step, Event at_confirmation = Event::kConfirmedByHost) {
    std::vector<Step> steps = {step};
    while (!is_end(steps.back())) steps.push_back(next(steps.back(), steps.back() == Step::kAwaitConfirm ? at_confirmation : Event::kDone));
    return steps;
}

bool contains(const std::vector<Step>& steps, Step step) { return std::find(steps.begin(), steps.end(), step) != steps.end(); }

}  // namespace

TEST_CASE("an update that goes well is confirmed") {
    CHECK(way(Step::kStopOld) == std::vector{Step::kStopOld, Step::kPointNew, Step::kStartNew, Step::kTrial, Step::kAwaitConfirm,
                                             Step::kConfirm, Step::kConfirmed});
}

TEST_CASE("an update that nobody confirms is taken back") {
    CHECK(way(Step::kAwaitConfirm, Event::kTimeUp) ==
          std::vector{Step::kAwaitConfirm, Step::kStopNew, Step::kPointOld, Step::kStartOld, Step::kRolledBack});
}

TEST_CASE("an interrupted update is undone before its confirmation and completed from there on") {
    for (const Step step : {Step::kStopOld, Step::kPointNew, Step::kStartNew, Step::kTrial, Step::kAwaitConfirm, Step::kStopNew,
                            Step::kPointOld, Step::kStartOld}) {
        INFO(text_of(step));
        const auto steps = way(next(step, Event::kInterrupted));
        CHECK(steps.back() == Step::kRolledBack);
        CHECK(contains(steps, Step::kStartOld));
    }
    CHECK(way(next(Step::kConfirm, Event::kInterrupted)).back() == Step::kConfirmed);
    CHECK(next(Step::kBoot, Event::kInterrupted) == Step::kBoot);
}

TEST_CASE("whatever happens, and however often, an end is reached whose release was started, and the links say so") {
    // All walks over the table with at most three events that are not kDone. What is on the machine is tracked beside them.
    struct Walk {
        Step step;
        int surprises;
        bool link_is_new, runs_new, runs_old;
    };
    std::vector<Walk> open = {{Step::kStopOld, 0, false, false, true}};
    std::size_t ends = 0;
    while (!open.empty()) {
        const Walk walk = open.back();
        open.pop_back();
        if (is_end(walk.step)) {
            ++ends;
            CHECK(walk.step == (walk.link_is_new ? Step::kConfirmed : Step::kRolledBack));
            CHECK((walk.link_is_new ? walk.runs_new && !walk.runs_old : walk.runs_old && !walk.runs_new));
            continue;
        }
        for (const Event event : kEvents) {
            // A step that failed or was interrupted may have been done or not; going back is trusted to succeed in the end.
            const bool surprise = event != Event::kDone && event != Event::kConfirmedByHost;
            const bool goes_back = walk.step == Step::kStopNew || walk.step == Step::kPointOld || walk.step == Step::kStartOld;
            if (surprise && (walk.surprises == 3 || (goes_back && event != Event::kInterrupted))) continue;
            if (walk.step == Step::kConfirm && event == Event::kConfirmedByHost) continue;
            for (const bool done : {true, false}) {
                if (!done && event == Event::kDone) continue;
                Walk after = walk;
                after.surprises += surprise;
                after.step = next(walk.step, event);
                if (done && walk.step == Step::kStopOld) after.runs_old = false;
                if (done && walk.step == Step::kPointNew) after.link_is_new = true;
                if (done && walk.step == Step::kStartNew) after.runs_new = true;
                if (done && walk.step == Step::kStopNew) after.runs_new = false;
                if (done && walk.step == Step::kPointOld) after.link_is_new = false;
                if (done && walk.step == Step::kStartOld) after.runs_old = true;
                if (after.step != walk.step || surprise) open.push_back(after);
            }
        }
    }
    CHECK(ends > 100);
}

TEST_CASE("every step has a name of its own, which leads back to it") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Step::kStopped); ++i) {
        const auto step = static_cast<Step>(i);
        CHECK(step_named(text_of(step)) == step);
        names.insert(text_of(step));
    }
    CHECK(names.size() == static_cast<std::size_t>(Step::kStopped) + 1);
    CHECK_FALSE(step_named("nonsense"));
}

TEST_CASE("an end stays what it is") {
    for (const Step end : {Step::kConfirmed, Step::kRolledBack, Step::kBootGood, Step::kBootFailed, Step::kStopped})
        for (const Event event : kEvents) CHECK(next(end, event) == end);
    for (const Step step : kSteps) CHECK_FALSE(is_end(step));
}
