#include "core/cli/hil_trials.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/cli/hil_replay.hpp"
#include "core/cli/table.hpp"
#include "core/hil/scenario_file.hpp"
#include "core/launch/node_catalog.hpp"

namespace seqboard::cli {

namespace {

namespace fs = std::filesystem;
using hil::Case;
using hil::RunMode;

const char* word_of(Case::Kind kind) {
    switch (kind) {
        case Case::Kind::kPassed: return "PASS";
        case Case::Kind::kFailed: return "FAIL";
        case Case::Kind::kInvalid: return "INVALID";
        default: return "SKIP";
    }
}

Colour colour_of(Case::Kind kind) {
    return kind == Case::Kind::kPassed ? Colour::kGreen : kind == Case::Kind::kSkipped ? Colour::kDim : Colour::kRed;
}

/// A folder with a scenario.yaml, or every folder below it that has one.
std::vector<std::string> scenarios_in(const std::vector<std::string>& paths) {
    std::vector<std::string> found;
    for (const std::string& path : paths) {
        if (!fs::is_directory(path) || fs::exists(fs::path{path} / "scenario.yaml")) {
            found.push_back(path);
            continue;
        }
        std::vector<std::string> below;
        for (const fs::directory_entry& entry : fs::directory_iterator{path})
            if (fs::exists(entry.path() / "scenario.yaml")) below.push_back(entry.path().string());
        if (below.empty()) throw StartError{ExitCode::kNoInput, "'" + path + "' has no scenario.yaml, nor has a folder in it"};
        std::sort(below.begin(), below.end());
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

}  // namespace

HilTrials::HilTrials(const HilOptions& options) : options_{options}, screen_{Screen::of(STDOUT_FILENO)} {
    for (const std::string& mode : options.modes.empty() ? std::vector<std::string>{"sim"} : options.modes) {
        hil::Arrangement& where = arrangements_.emplace_back(options.where);
        where.mode = hil::mode_named(mode);
        if (where.mode != RunMode::kSimArm) where.board_programs.clear();
        else if (!where.board_programs.empty()) where.board_programs = fs::absolute(where.board_programs).lexically_normal().string();
        if (!where.recording.empty()) where.recording = fs::absolute(where.recording).lexically_normal().string();
        where = hil::complete(std::move(where));
        if (where.mode == RunMode::kReplay && options.idle)
            throw StartError{ExitCode::kUsage, "mode replay does no steps, so there is nothing for --idle to leave out"};
    }
}

ExitCode HilTrials::run() {
    for (const std::string& path : scenarios_in(options_.scenarios)) run_all(path);
    if (!options_.junit.empty()) write_junit();
    return summary();
}

void HilTrials::run_all(const std::string& path) {
    Findings findings;
    hil::Scenario scenario;
    try {
        scenario = hil::read_scenario(path, findings);
        findings.throw_errors();
    } catch (const StartError& error) {
        return add({.scenario = path, .skipped = {}, .xfail = {}, .refused = error.what(), .result = {}});
    }
    if (options_.seed) scenario.seeds = {std::atoi(options_.seed->c_str())};
    for (const hil::Arrangement& where : arrangements_)
        for (const int seed : where.mode == RunMode::kReplay ? std::vector{scenario.seeds.front()} : scenario.seeds)
            for (unsigned i = 0; i < options_.repeat && !stop_.requested(); ++i) run_one(scenario, where, seed);
}

std::string HilTrials::folder_of(const hil::Scenario& scenario, const hil::Arrangement& where, int seed) const {
    const std::string mode = where.mode == RunMode::kSim ? "" : std::string{name_of(where.mode)} + "-";
    const std::string folder = options_.run_folder.empty()
                                   ? options_.folder + "/" + scenario.name + "/" + mode + "seed-" + std::to_string(seed)
                                   : options_.run_folder;
    return fs::absolute(folder).lexically_normal().string();
}

void HilTrials::run_one(const hil::Scenario& scenario, const hil::Arrangement& where, int seed) {
    Case one{.scenario = scenario.name,
             .seed = seed,
             .mode = where.mode,
             .skipped = scenario.skip,
             .xfail = scenario.xfail,
             .refused = {},
             .result = {}};
    if (!scenario.skip.empty()) return add(one);
    const hil::RunRequest request{.scenario = scenario.file,
                                  .seed = seed,
                                  .folder = folder_of(scenario, where, seed),
                                  .programs = NodeCatalog::own_folder(),
                                  .idle = options_.idle,
                                  .sets = options_.sets,
                                  .where = where};
    try {
        const auto stopped = [this] { return stop_.requested(); };
        one.result =
            where.mode == RunMode::kReplay ? replay_scenario(scenario, request, stopped) : hil::run_scenario(scenario, request, stopped);
    } catch (const StartError& error) {
        one.refused = error.what();
    }
    add(one);
}

void HilTrials::add(Case one) {
    print(one);
    if (!one.result.verdict.hash.empty() && one.kind() != Case::Kind::kInvalid && one.mode != RunMode::kDev)
        hashes_[one.scenario + " " + std::string{name_of(one.mode)} + " seed " + std::to_string(one.seed)].push_back(
            one.result.verdict.hash);
    cases_.push_back(std::move(one));
}

void HilTrials::print(const Case& one) const {
    const hil::Verdict& verdict = one.result.verdict;
    char figures[96] = "";
    if (verdict.wall_s > 0)
        std::snprintf(figures, sizeof figures, "%6.2f s, %3.0fx real time, hash %s", verdict.simulated_s,
                      verdict.simulated_s / verdict.wall_s, verdict.hash.c_str());
    std::printf("%s %-24s ", coloured(word_of(one.kind()), colour_of(one.kind()), screen_).c_str(), one.scenario.c_str());
    if (!options_.modes.empty()) std::printf("%-8s", std::string{name_of(one.mode)}.c_str());
    std::printf("seed %-3d %s\n", one.seed, figures);
    if (const std::string story = one.story(); !story.empty()) std::printf("     %s\n", story.c_str());
    if (one.kind() == Case::Kind::kFailed || one.kind() == Case::Kind::kInvalid)
        if (!one.result.folder.empty()) std::printf("     see %s\n", one.result.folder.c_str());
    std::fflush(stdout);
}

void HilTrials::write_junit() const {
    std::ofstream file{options_.junit};
    file << hil::junit_xml(cases_);
    file.close();
    if (!file) throw StartError{ExitCode::kNoSpace, "'" + options_.junit + "' cannot be written"};
}

ExitCode HilTrials::summary() const {
    std::map<Case::Kind, unsigned> counts;
    double simulated_s = 0, wall_s = 0;
    for (const Case& one : cases_) {
        ++counts[one.kind()];
        simulated_s += one.result.verdict.simulated_s;
        wall_s += one.result.verdict.wall_s;
    }
    unsigned varied = 0;
    for (const auto& [name, hashes] : hashes_)
        varied += std::count(hashes.begin(), hashes.end(), hashes.front()) != static_cast<long>(hashes.size());
    std::printf("%zu runs: %u passed, %u failed, %u invalid, %u skipped; %.0f s simulated in %.1f s", cases_.size(),
                counts[Case::Kind::kPassed], counts[Case::Kind::kFailed], counts[Case::Kind::kInvalid], counts[Case::Kind::kSkipped],
                simulated_s, wall_s);
    if (wall_s > 0) std::printf(" (%.0fx real time)", simulated_s / wall_s);
    std::printf("\n");
    if (options_.repeat > 1)
        std::printf("%u runs of each: %s\n", options_.repeat,
                    varied == 0 ? "every sample of every slot the same in all" : "they differ; see seqboard hil compare");
    const bool refused = std::any_of(cases_.begin(), cases_.end(), [](const Case& one) { return !one.refused.empty(); });
    if (counts[Case::Kind::kInvalid] > 0) return refused ? ExitCode::kConfig : ExitCode::kUnavailable;
    return counts[Case::Kind::kFailed] > 0 || varied > 0 ? ExitCode::kFailed : ExitCode::kOk;
}

}  // namespace seqboard::cli
