// seqboard up: starts a node set and keeps it running.
#include <cstdio>

#include "core/cli/detach.hpp"
#include "core/cli/launch_printer.hpp"
#include "core/cli/node_set_options.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::cli {

namespace {

struct Options : NodeSetOptions {
    bool detach = false;
    bool top = false;
};

/// The plan of a sound set; prints what is wrong with it otherwise.
std::optional<LaunchPlan> checked_plan(const Options& options, Session& session) {
    const Time asked = monotonic_now();
    const std::string folder = NodeCatalog::own_folder();
    CheckedSet checked;
    try {
        checked = check_file(options.request(session), folder, session.lines);
        for (const Finding& warning : checked.findings.warnings())
            std::fprintf(stderr, "%s\n", text_of(Finding{warning.place, "warning: " + warning.sentence}).c_str());
        checked.findings.throw_errors();
    } catch (const StartError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        session.exit = error.code();
        return std::nullopt;
    }
    LaunchPlan plan = plan_launch(checked.set, checked.catalog, checked.wiring, folder);
    plan.asked = asked;
    return plan;
}

ReadAgain reader_of(const NodeSetRequest& request) {
    return [request, folder = NodeCatalog::own_folder()] {
        const CheckedSet checked = check_file(request, folder);
        checked.findings.throw_errors();
        return plan_launch(checked.set, checked.catalog, checked.wiring, folder);
    };
}

/// A log line without the time in front of it.
std::string without_stamp(const std::string& line) {
    const std::size_t end = line.find_first_not_of("0123456789.");
    return end != std::string::npos && end > 0 && line[end] == ' ' ? line.substr(end + 1) : line;
}

int supervise(LaunchPlan plan, ReadAgain read_again, bool top, const EnableLineDriver& lines) {
    LaunchPrinter printer{plan.asked, top};
    std::optional<Supervisor> supervisor;
    LaunchObserver observer;
    std::string last_words;
    observer.on_event = [&](const LaunchEvent& event) {
        if (event.kind == LaunchEvent::Kind::kRunEnded) last_words = event.text;
        else printer.on_event(event);
    };
    observer.on_tick = [&] { printer.on_tick(*supervisor); };
    supervisor.emplace(std::move(plan), std::move(observer), std::move(read_again), lines);
    const int code = supervisor->run();
    if (!last_words.empty()) std::printf("%s\n", without_stamp(last_words).c_str());
    return code;
}

void run(const Options& options, Session& session) {
    auto plan = checked_plan(options, session);
    if (!plan) return;
    std::printf("%s: %zu nodes on board '%s' in %s\n", options.file.c_str(), plan->node_count(), plan->place.board.c_str(),
                plan->place.directory().c_str());
    std::fflush(stdout);
    ReadAgain again = reader_of(options.request(session));
    session.exit = static_cast<ExitCode>(options.detach ? supervise_detached(std::move(*plan), std::move(again), session.lines)
                                                        : supervise(std::move(*plan), std::move(again), options.top, session.lines));
}

}  // namespace

void add_up(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("up", "Check a node set, start it, keep it running");
    options->add_to(command);
    const Option detach = command.flag("--detach", options->detach, "Return when all nodes are ready and leave the supervisor running");
    command.flag("--top", options->top, "Show the live table (not on a terminal: a line of progress every 3 s)").excludes(detach);
    command.footer(
        "Ends with Ctrl-C (once more to kill at once), with seqboard down, or when the node marked ends_run ends, with its exit status.\n"
        "Exit status 78: the node set is wrong, nothing was started; 75: the board has a supervisor already; 1: a node was given up.\n"
        "Logs: BOARD/log/NODE.log, those of the launch before as .log.1.\n"
        "Examples:\n  seqboard up config/robot_sim.yaml --top\n  seqboard up config/robot.yaml --detach");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
