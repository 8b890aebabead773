#include "core/cli/hil_replay.hpp"

#include <unistd.h>

#include <cinttypes>
#include <filesystem>
#include <fstream>

#include "core/cli/lockstep_replay.hpp"
#include "core/hil/scenario_check.hpp"
#include "core/hil/scenario_values.hpp"
#include "core/hil/set_cut.hpp"
#include "core/hil/set_overlay.hpp"
#include "core/hil/trial.hpp"

namespace seqboard::cli {

namespace {

namespace fs = std::filesystem;

class NoHands final : public hil::Hands {
public:
    void begin(const hil::Step&) override {}
    void end(const hil::Step&) override {}
};

/// A root of its own, gone at the end.
class ScratchRoot {
public:
    ScratchRoot() : path_{"/dev/shm/seqboard-hil-" + std::to_string(::getpid()) + "-replay"} {}
    ScratchRoot(const ScratchRoot&) = delete;
    ScratchRoot& operator=(const ScratchRoot&) = delete;
    ~ScratchRoot() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    BoardPlace place() const { return {.root = path_, .board = "hil"}; }

private:
    std::string path_;
};

void refuse_steps(const hil::Scenario& scenario, Findings& findings) {
    for (const hil::Step& step : scenario.steps)
        findings.error(step.place, step.name +
                                       ": mode replay: nothing can be done to a robot that was recorded; what was done to it then is in "
                                       "the recording, so take the step out, or try this scenario in another mode");
}

CheckedSet sound_set(const hil::Scenario& scenario, const hil::RunRequest& request, const BoardPlace& place) {
    Findings findings;
    refuse_steps(scenario, findings);
    std::vector<std::string> sets = scenario.sets;
    sets.insert(sets.end(), request.sets.begin(), request.sets.end());
    const auto set_request = [&](const std::string& file) {
        return NodeSetRequest{.file = file, .profiles = scenario.profiles, .sets = sets, .place = place};
    };
    const NodeSet base = read_node_set(set_request(scenario.launch), findings);
    findings.throw_errors();
    const std::string file = request.folder + "/node_set.yaml";
    std::ofstream{file} << hil::overlay_text(scenario, base, {.run_folder = request.folder, .seed = request.seed});
    CheckedSet checked = check_file(set_request(file), request.programs);
    hil::check_scenario(scenario, checked, checked.findings);
    checked.findings.throw_errors();
    CheckedSet sound = sound_lockstep_set(std::move(checked));
    sound.set.faults_allowed = false;  // who would put them in is not there
    return sound;
}

/// Those of a board: not the plant, nor what drives its devices, nor who judges.
std::vector<std::string> robot_nodes(const CheckedSet& checked, const hil::Scenario& scenario) {
    Findings ignored;  // of steps, of which there are none
    return hil::cut_set(checked, scenario, ignored).board_nodes;
}

/// One hash of all that today's nodes have said.
void tell_samples(const std::deque<OutputComparison>& outputs, hil::Verdict& verdict) {
    std::uint64_t hash = fnv1a("");
    for (const OutputComparison& output : outputs) {
        const std::uint64_t one = output.hash();
        hash = fnv1a({reinterpret_cast<const char*>(&one), sizeof one}, hash);
        verdict.samples += output.samples();
    }
    char text[20];
    std::snprintf(text, sizeof text, "%016" PRIx64, hash);
    verdict.hash = text;
}

void judge(const hil::Trial& trial, hil::Verdict& verdict) {
    verdict.outcome = hil::Outcome::kPass;
    for (const hil::Assertion& assertion : trial.assertions()) {
        verdict.judgements.push_back({assertion.expectation().name, assertion.state() == hil::Assertion::State::kKept, assertion.story()});
        if (assertion.state() == hil::Assertion::State::kBroken) verdict.outcome = hil::Outcome::kFail;
    }
}

hil::Verdict replay(LockstepReplay& replay, const hil::Scenario& scenario, const std::function<bool()>& stopped) {
    const Time began = monotonic_now();
    replay.start();
    hil::ScenarioValues values{slots_on(*replay.board()), scenario.places};
    Findings findings;
    hil::Trial trial{scenario, values, findings};
    findings.throw_errors();  // what the set has and the recording has not
    values.attach(replay.board());
    std::deque<OutputComparison> outputs = replay.outputs();
    NoHands hands;
    std::optional<Time> first, last;
    bool ended = false;
    const auto take = [&](std::uint32_t tick) {
        for (OutputComparison& output : outputs) output.take(tick);
    };
    const auto look = [&](std::uint64_t now_ns) {
        last = time_from_ns(now_ns);
        if (!first) first = last;
        values.look(*last);
        trial.tick(*last - *first, hands);
        ended = trial.over();
        return !ended && !stopped() && monotonic_now() - began < scenario.wall_limit;
    };
    replay.run(take, look);
    hil::Verdict verdict;
    const Duration time = first ? *last - *first : Duration::zero();
    trial.finish(time, hands);
    judge(trial, verdict);
    tell_samples(outputs, verdict);
    verdict.simulated_s = static_cast<double>(seconds_of(time));
    verdict.wall_s = static_cast<double>(seconds_of(monotonic_now() - began));
    if (stopped()) verdict.reason = "stopped by hand";
    else if (!ended && monotonic_now() - began >= scenario.wall_limit)
        verdict.reason = "not over within " + text_of(scenario.wall_limit) + " of real time";
    if (!verdict.reason.empty()) verdict.outcome = hil::Outcome::kInvalid;
    return verdict;
}

}  // namespace

hil::RunResult replay_scenario(const hil::Scenario& scenario, const hil::RunRequest& request, const std::function<bool()>& stopped) {
    fs::remove_all(request.folder);
    fs::create_directories(request.folder);
    hil::write_request(request);
    const ScratchRoot root;
    CheckedSet checked = sound_set(scenario, request, root.place());
    std::vector<std::string> nodes = robot_nodes(checked, scenario);
    if (nodes.empty())
        throw StartError{ExitCode::kConfig, "mode replay: '" + scenario.launch + "' has no node that does not drive a device"};
    LockstepReplay lockstep{request.where.recording, std::move(checked), root.place(), std::move(nodes)};
    hil::RunResult result{.verdict = {}, .folder = request.folder, .mode = "replay, lock-step", .layout_hash = {}};
    result.verdict = replay(lockstep, scenario, stopped);
    hil::write_verdict(request.folder, result.verdict);
    return result;
}

}  // namespace seqboard::cli
