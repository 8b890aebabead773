// What the scenario's node does in a step.
#include <algorithm>
#include <cinttypes>
#include <cstdio>

#include "core/hil/scenario_file.hpp"
#include "core/hil/set_cut.hpp"
#include "core/log.hpp"
#include "core/messages/supervision.hpp"
#include "core/segment/newest_sample.hpp"
#include "nodes/scenario/scenario_node.hpp"
#include "nodes/sim/map_picture.hpp"

namespace seqboard::sim {

namespace {

class IdleHands final : public hil::Hands {
public:
    void begin(const hil::Step&) override {}
    void end(const hil::Step&) override {}
};

hil::Scenario sound_scenario(const std::string& path) {
    Findings findings;
    hil::Scenario scenario = hil::read_scenario(path, findings);
    findings.throw_errors();
    return scenario;
}

}  // namespace

ScenarioNode::ScenarioNode(Io io)
    : io_{std::move(io)},
      board_{Blackboard::open(io_.setup.args().place)},
      scenario_{sound_scenario(io_.scenario)},
      record_{io_.sonar_x_m},
      hash_{io_.setup.args().place},
      log_{io_.setup.args().place, io_.run + "/slots"} {}

/// In lock-step nobody steps before all are there; in real time the supervisor says when all were ready for the first time.
bool ScenarioNode::others_are_there() {
    if (io_.setup.args().clock.kind == ClockChoice::Kind::kFollow) return true;
    const auto segment = board_->attach_trusted(kSupervisorNode);
    const auto status = segment ? newest<SupervisorStatus>(*segment, kSupervisorStatusSlot) : std::nullopt;
    return status && status->value.startup_ms != 0;
}

void ScenarioNode::begin(const Tick& tick) {
    io_.faults.write({});
    values_.emplace(slots_on(*board_), scenario_.places);
    Findings findings;
    trial_.emplace(scenario_, *values_, findings);
    findings.throw_errors();
    for (const char* const mode : {"behaviour_state.kind", "behaviour_state.phase", "wheel_state.mode", "arbiter_state.mode"}) try {
            page_.watch(mode, values_->find(mode));
        } catch (const UnknownName&) {
            continue;  // a robot that has none of these
        }
    values_->attach(board_);
    const auto seed = static_cast<std::uint32_t>(io_.seed);
    hands_.emplace(ScenarioHands::Config{io_.plant, io_.phrases, seed}, scenario_, board_, io_.faults);
    began_ = tick.now;
    wall_began_ = wall_last_ = monotonic_now();
}

hil::Hands& ScenarioNode::hands() {
    static IdleHands idle;
    return io_.idle ? static_cast<hil::Hands&>(idle) : *hands_;
}

void ScenarioNode::record(const Tick& tick) {
    record_.take(io_, *began_);
    hash_.take(tick.now);
    log_.take(tick.now);
    const Time wall = monotonic_now();
    page_.add_tick(wall - wall_last_);
    wall_last_ = wall;
    page_.add(tick.now - *began_, *trial_, *values_);
}

void ScenarioNode::step(const Tick& tick) {
    if (io_.setup.finished()) return;
    if (!began_ && !others_are_there()) return;
    if (!began_) begin(tick);
    values_->look(tick.now);
    trial_->tick(tick.now - *began_, hands());
    hands_->tick(tick.now);
    record(tick);
    if (trial_->over() || !hands_->trouble().empty()) finish(tick);
}

/// A node that no step has touched and that failed all the same: the run says nothing about the scenario.
std::string ScenarioNode::died_by_itself() {
    const auto segment = board_->attach_trusted(kSupervisorNode);
    if (!segment) return "";
    for (const SlotPlace& slot : segment->description().slots) {
        const auto node = newest<NodeSupervision>(*segment, slot.name);
        const std::string name = slot.name.substr(std::min(slot.name.size(), kSupervisorNode.size() + 1));
        if (node && node->value.failures > 0 && !hands_->touched(name))
            return "node '" + name + "' died by itself, exit code " + std::to_string(node->value.exit_code) + "; see its log";
    }
    return "";
}

/// In mode hil, of the nodes on the board: no step reaches them.
std::string ScenarioNode::died_on_board() {
    const auto node = board_->find_owner(hil::kBoardStatusSlot);
    const auto segment = node ? board_->attach_trusted(*node) : nullptr;
    const auto status = segment ? newest<SupervisorStatus>(*segment, hil::kBoardStatusSlot) : std::nullopt;
    if (!status || (status->value.restarts == 0 && status->value.ready == status->value.nodes)) return "";
    return "a node on the board died by itself; see board.log";
}

/// Why the run says nothing about its scenario; empty: it does.
std::string ScenarioNode::trouble() {
    for (const std::string& died : {died_by_itself(), died_on_board()})
        if (!died.empty()) return died;
    return hands_->trouble();
}

hil::Verdict ScenarioNode::judge(const Tick& tick) {
    hil::Verdict verdict;
    verdict.outcome = hil::Outcome::kPass;
    for (const hil::Assertion& assertion : trial_->assertions()) {
        const bool kept = assertion.state() == hil::Assertion::State::kKept;
        verdict.judgements.push_back({assertion.expectation().name, kept, assertion.story()});
        if (assertion.state() == hil::Assertion::State::kBroken) verdict.outcome = hil::Outcome::kFail;
    }
    const auto fail = [&](const std::string& reason) {
        verdict.outcome = hil::Outcome::kFail;
        verdict.reason = reason;
    };
    if (verdict.outcome == hil::Outcome::kPass) {
        for (const std::string& name : hands_->without_effect()) fail("the fault '" + name + "' was never applied");
        for (const std::string& name : trial_->steps_not_done()) fail("the step '" + name + "' was never due");
    }
    if (const std::string why = trouble(); !why.empty()) {
        verdict.outcome = hil::Outcome::kInvalid;
        verdict.reason = why;
    }
    verdict.simulated_s = static_cast<double>(seconds_of(tick.now - *began_));
    verdict.wall_s = static_cast<double>(seconds_of(monotonic_now() - wall_began_));
    char hash[20];
    std::snprintf(hash, sizeof hash, "%016" PRIx64, hash_.value());
    verdict.hash = hash;
    verdict.samples = hash_.samples();
    verdict.injection = hands_->injection();
    return verdict;
}

void ScenarioNode::finish(const Tick& tick) {
    trial_->finish(tick.now - *began_, hands());
    const hil::Verdict verdict = judge(tick);
    RunPicture picture = record_.picture();
    if (!io_.room.empty()) picture.hull_radius_m = 0.11f;
    if (const auto map = io_.map.read()) add_map(picture, *map);
    page_.write(io_.run + "/report.html", scenario_, verdict, trial_->bands(), std::move(picture),
                io_.room.empty() ? Room{} : load_room(io_.room), io_.seed);
    hil::write_verdict(io_.run, verdict);
    log_line(verdict.outcome == hil::Outcome::kPass ? LogLevel::kInfo : LogLevel::kError, "%s after %.2f s%s%s",
             std::string{name_of(verdict.outcome)}.c_str(), verdict.simulated_s, verdict.reason.empty() ? "" : ": ",
             verdict.reason.c_str());
    io_.setup.finish(verdict.outcome == hil::Outcome::kPass   ? ExitCode::kOk
                     : verdict.outcome == hil::Outcome::kFail ? ExitCode::kFailed
                                                              : ExitCode::kUnavailable);
}

}  // namespace seqboard::sim
