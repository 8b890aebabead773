// seqboard hil: scenarios, tried on a simulated robot and judged.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/hil/junit.hpp"
#include "core/hil/run_comparison.hpp"
#include "core/hil/scenario_file.hpp"
#include "core/launch/node_catalog.hpp"

namespace seqboard::cli {

namespace {

namespace fs = std::filesystem;
using hil::Case;

struct Options {
    std::vector<std::string> scenarios;
    std::optional<std::string> seed;
    std::vector<std::string> sets;
    std::string folder = "runs/hil";
    std::string run_folder;  ///< of the one run; empty: below `folder`
    std::string junit;
    unsigned repeat = 1;
    bool idle = false;
};

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

void print(const Case& one, const Screen& screen) {
    const hil::Verdict& verdict = one.result.verdict;
    char figures[96] = "";
    if (verdict.wall_s > 0)
        std::snprintf(figures, sizeof figures, "%6.2f s, %3.0fx real time, hash %s", verdict.simulated_s,
                      verdict.simulated_s / verdict.wall_s, verdict.hash.c_str());
    std::printf("%s %-24s seed %-3d %s\n", coloured(word_of(one.kind()), colour_of(one.kind()), screen).c_str(), one.scenario.c_str(),
                one.seed, figures);
    if (const std::string story = one.story(); !story.empty()) std::printf("     %s\n", story.c_str());
    if (one.kind() == Case::Kind::kFailed || one.kind() == Case::Kind::kInvalid)
        if (!one.result.folder.empty()) std::printf("     see %s\n", one.result.folder.c_str());
    std::fflush(stdout);
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

class Trials {
public:
    Trials(const Options& options) : options_{options}, screen_{Screen::of(STDOUT_FILENO)} {}

    ExitCode run() {
        for (const std::string& path : scenarios_in(options_.scenarios)) run_all_seeds(path);
        if (!options_.junit.empty()) write_junit();
        return summary();
    }

private:
    void run_all_seeds(const std::string& path) {
        Findings findings;
        hil::Scenario scenario;
        try {
            scenario = hil::read_scenario(path, findings);
            findings.throw_errors();
        } catch (const StartError& error) {
            return add({.scenario = path, .skipped = {}, .xfail = {}, .refused = error.what(), .result = {}});
        }
        if (options_.seed) scenario.seeds = {std::atoi(options_.seed->c_str())};
        for (const int seed : scenario.seeds)
            for (unsigned i = 0; i < options_.repeat && !stop_.requested(); ++i) run_one(scenario, seed);
    }

    std::string folder_of(const hil::Scenario& scenario, int seed) const {
        const std::string folder =
            options_.run_folder.empty() ? options_.folder + "/" + scenario.name + "/seed-" + std::to_string(seed) : options_.run_folder;
        return fs::absolute(folder).lexically_normal().string();
    }

    void run_one(const hil::Scenario& scenario, int seed) {
        Case one{.scenario = scenario.name, .seed = seed, .skipped = scenario.skip, .xfail = scenario.xfail, .refused = {}, .result = {}};
        if (!scenario.skip.empty()) return add(one);
        const hil::RunRequest request{.scenario = scenario.file,
                                      .seed = seed,
                                      .folder = folder_of(scenario, seed),
                                      .programs = NodeCatalog::own_folder(),
                                      .idle = options_.idle,
                                      .sets = options_.sets};
        try {
            one.result = hil::run_scenario(scenario, request, [this] { return stop_.requested(); });
        } catch (const StartError& error) {
            one.refused = error.what();
        }
        add(one);
    }

    void add(Case one) {
        print(one, screen_);
        if (!one.result.verdict.hash.empty() && one.kind() != Case::Kind::kInvalid)
            hashes_[one.scenario + " seed " + std::to_string(one.seed)].push_back(one.result.verdict.hash);
        cases_.push_back(std::move(one));
    }

    void write_junit() const {
        std::ofstream file{options_.junit};
        file << hil::junit_xml(cases_);
        file.close();
        if (!file) throw StartError{ExitCode::kNoSpace, "'" + options_.junit + "' cannot be written"};
    }

    ExitCode summary() const {
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

    const Options& options_;
    Screen screen_;
    StopSignal stop_;
    std::vector<Case> cases_;
    std::map<std::string, std::vector<std::string>> hashes_;
};

void add_run_options(Command command, Options& options) {
    command.option("--seed", options.seed, "This seed instead of the scenario's");
    command.option("--set", options.sets, "NAME=VALUE: give a variable of the node set another value");
    command.option("--out", options.folder, "Folder for the runs' folders").show_default();
    command.option("--junit", options.junit, "Write the results as JUnit XML, too");
    command.option("--repeat", options.repeat, "Run each as often as this; its samples have to be the same each time").within(1, 100000);
    command.flag("--idle", options.idle, "Say that the steps were done, and do none: a scenario that passes then tries nothing");
}

void add_run(Command hil, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = hil.add("run", "Run scenarios and judge them");
    command.option("scenario", options->scenarios, "A folder with a scenario.yaml, or one with such folders").required();
    add_run_options(command, *options);
    command.footer(
        "A run's folder has verdict.txt, report.html, slots/*.csv, node_set.yaml, up.log and log/.\n"
        "Exit status 0: all passed; 1: an expectation was not kept; 69: INVALID, a run says nothing about its scenario: a node did not\n"
        "start or died by itself, a fault could not be made, something was left behind; 78: a scenario is wrong.\n"
        "Examples:\n  seqboard hil run tests/hil/sonar_lost\n  seqboard hil run tests/hil --junit hil.xml\n"
        "  seqboard hil run tests/hil/goto --repeat 100");
    command.on_run([options, &session] { session.exit = Trials{*options}.run(); });
}

void add_rerun(Command hil, Session& session) {
    const auto options = std::make_shared<Options>();
    const auto run_folder = std::make_shared<std::string>();
    const Command command = hil.add("rerun", "Run again what made a run's folder, into the folder RUN-again");
    command.option("run", *run_folder, "The folder of a run").required();
    command.option("--seed", options->seed, "Another seed");
    command.on_run([options, run_folder, &session] {
        const hil::RunRequest request = hil::request_of(*run_folder);
        options->scenarios = {request.scenario};
        if (!options->seed) options->seed = std::to_string(request.seed);
        options->run_folder = fs::absolute(*run_folder).lexically_normal().string() + "-again";
        session.exit = Trials{*options}.run();
    });
    command.footer("Example:\n  seqboard hil rerun runs/hil/goto/seed-1 --seed 7");
}

void add_compare(Command hil, Session& session) {
    const auto runs = std::make_shared<std::pair<std::string, std::string>>();
    const Command command = hil.add("compare", "Name the first sample in which two runs differ");
    command.option("first", runs->first, "The folder of a run").required();
    command.option("second", runs->second, "Another one's").required();
    command.footer(
        "Exit status 0: every sample is the same; 1: they differ.\nExample:\n  seqboard hil compare runs/hil/goto/seed-1 "
        "runs/hil/goto/seed-2");
    command.on_run([runs, &session] {
        const auto difference = hil::compare_runs(runs->first, runs->second);
        if (!difference) return static_cast<void>(std::printf("every sample is the same\n"));
        std::printf("first difference at %.3f s: %s%s%s: %s and %s\n", difference->time_s, difference->slot.c_str(),
                    difference->field.empty() ? "" : ".", difference->field.c_str(), difference->first.c_str(), difference->second.c_str());
        session.exit = ExitCode::kFailed;
    });
}

}  // namespace

void add_hil(Command program, Session& session) {
    const Command command = program.add("hil", "Try scenarios on a simulated robot: run, rerun, compare");
    add_run(command, session);
    add_rerun(command, session);
    add_compare(command, session);
    command.on_parsed([command] {
        if (!command.chosen()) throw StartError{ExitCode::kUsage, "hil: what? seqboard hil run SCENARIO, rerun RUN or compare RUN RUN"};
    });
}

}  // namespace seqboard::cli
