// seqboard hil: scenarios, tried on a simulated robot and judged.
#include <cstdio>
#include <filesystem>

#include "core/cli/hil_trials.hpp"
#include "core/cli/subcommands.hpp"
#include "core/hil/run_comparison.hpp"

namespace seqboard::cli {

namespace {

void add_mode_options(Command command, HilOptions& options) {
    command.option("--mode", options.modes,
                   "sim (default), sim-arm, dev, hil or replay; may be given more than once: docs/hil.md tells what they are");
    command.option("--board-programs", options.where.board_programs, "sim-arm: the folder of the robot's programs for its board");
    command.option("--on", options.where.on, "hil: a command that runs a line of shell on the board: \"ssh root@robot\"");
    command.option("--line", options.where.line, "hil: this machine's end of the line to the board: udp:robot:5600");
    command.option("--board-line", options.where.board_line,
                   "hil: the board's end; of udp: and tcp: it is the listening one, unless you say");
    command.option("--recording", options.where.recording, "replay: a recording made in lock-step, from its run's beginning");
}

void add_run_options(Command command, HilOptions& options) {
    command.option("--seed", options.seed, "This seed instead of the scenario's");
    command.option("--set", options.sets, "NAME=VALUE: give a variable of the node set another value");
    add_mode_options(command, options);
    command.option("--out", options.folder, "Folder for the runs' folders").show_default();
    command.option("--junit", options.junit, "Write the results as JUnit XML, too");
    command.option("--repeat", options.repeat, "Run each as often as this; its samples have to be the same each time").within(1, 100000);
    command.flag("--idle", options.idle, "Say that the steps were done, and do none: a scenario that passes then tries nothing");
}

void add_run(Command hil, Session& session) {
    const auto options = std::make_shared<HilOptions>();
    const Command command = hil.add("run", "Run scenarios and judge them");
    command.option("scenario", options->scenarios, "A folder with a scenario.yaml, or one with such folders").required();
    add_run_options(command, *options);
    command.footer(
        "A run's folder has verdict.txt, report.html, slots/*.csv, node_set.yaml, up.log and log/.\n"
        "Exit status 0: all passed; 1: an expectation was not kept; 69: INVALID, a run says nothing about its scenario: a node did not\n"
        "start or died by itself, a fault could not be made, something was left behind; 78: a scenario is wrong; 64: no such mode.\n"
        "Examples:\n  seqboard hil run tests/hil/sonar_lost\n  seqboard hil run tests/hil --junit hil.xml\n"
        "  seqboard hil run tests/hil/goto --repeat 100\n"
        "  seqboard hil run tests/hil/sonar_lost --mode hil --on \"ssh root@robot\" --line udp:robot:5600\n"
        "  seqboard hil run judged --mode replay --recording recordings/robot_0000.mcap");
    command.on_run([options, &session] { session.exit = HilTrials{*options}.run(); });
}

void add_rerun(Command hil, Session& session) {
    const auto options = std::make_shared<HilOptions>();
    const auto run_folder = std::make_shared<std::string>();
    const Command command = hil.add("rerun", "Run again what made a run's folder, into the folder RUN-again");
    command.option("run", *run_folder, "The folder of a run").required();
    command.option("--seed", options->seed, "Another seed");
    command.on_run([options, run_folder, &session] {
        const hil::RunRequest request = hil::request_of(*run_folder);
        options->scenarios = {request.scenario};
        if (request.where.mode != hil::RunMode::kSim) options->modes = {std::string{name_of(request.where.mode)}};
        options->where = request.where;
        if (!options->seed) options->seed = std::to_string(request.seed);
        options->run_folder = std::filesystem::absolute(*run_folder).lexically_normal().string() + "-again";
        session.exit = HilTrials{*options}.run();
    });
    command.footer("Example:\n  seqboard hil rerun runs/hil/goto/seed-1 --seed 7");
}

struct CompareOptions {
    std::string first, second;
    bool common = false;
};

void add_compare(Command hil, Session& session) {
    const auto options = std::make_shared<CompareOptions>();
    const Command command = hil.add("compare", "Name the first sample in which two runs differ");
    command.option("first", options->first, "The folder of a run").required();
    command.option("second", options->second, "Another one's").required();
    command.flag("--common", options->common, "Only slots that both have: a run in mode hil has not those that stayed on the board");
    command.footer(
        "Exit status 0: every sample is the same; 1: they differ.\nExample:\n  seqboard hil compare runs/hil/goto/seed-1 "
        "runs/hil/goto/seed-2");
    command.on_run([options, &session] {
        const auto difference =
            hil::compare_runs(options->first, options->second, options->common ? hil::Compared::kCommon : hil::Compared::kAll);
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
