// seqboard top: the live table of a board.
#include <unistd.h>

#include <cstdio>

#include "core/cli/full_screen.hpp"
#include "core/cli/json_text.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/top_columns.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kWhilePaused = std::chrono::seconds{1};

struct Options {
    bool once = false;
    bool json = false;
    double rate_hz = 2;
};

Duration period_of(double rate_hz) { return Duration{static_cast<std::int64_t>(1e9 / rate_hz)}; }

JsonText node_json(const TopTable::NodeRow& row) {
    const NodeView& node = *row.node;
    JsonText json = {{"node", node.name},
                     {"state", node.state()},
                     {"liveness", text_of(node.liveness)},
                     {"pid", node.pid},
                     {"rate_hz", row.hz},
                     {"heartbeat_age_s", node.heartbeat_age},
                     {"cpu_ratio", row.cpu_ratio},
                     {"rss_bytes", row.rss_bytes}};
    if (node.status) {
        const NodeStatus& status = node.status->value;
        json.add({{"steps", status.steps},
                  {"missed_deadlines", status.missed_deadlines},
                  {"step_time_mean_ns", status.step_time_mean_ns},
                  {"step_time_max_ns", status.step_time_max_ns},
                  {"realtime", status.realtime}});
    }
    return json;
}

JsonText table_json(const TopTable& table) {
    JsonText nodes = JsonText::array(), slots = JsonText::array();
    for (const auto& row : table.nodes()) nodes.push_back(node_json(row));
    for (const auto& row : table.slots())
        slots.push_back({{"slot", row.slot->name},
                         {"message", row.slot->message},
                         {"node", row.node->name},
                         {"rate_hz", row.hz},
                         {"age_s", row.age},
                         {"lineage_s", row.lineage}});
    return {{"nodes", nodes}, {"slots", slots}};
}

void print(TopTable& table, const Options& options) {
    if (options.json) {
        table.look();
        const JsonText json = table_json(table);
        std::printf("%s\n", (options.once ? json.on_lines() : json.on_one_line()).c_str());
    } else {
        Screen screen = Screen::of(STDOUT_FILENO);
        screen.rows = 0;
        std::fputs(table.render(screen).c_str(), stdout);
    }
    std::fflush(stdout);
}

/// Where nobody presses keys: again and again below each other.
void print_all(TopTable& table, const Options& options) {
    const StopSignal stop;
    do print(table, options);
    while (!options.once && std::ferror(stdout) == 0 && stop.sleep(period_of(options.rate_hz)));
}

void show(TopTable& table, double rate_hz) {
    const StopSignal stop;
    FullScreen screen;
    TopView view{node_columns().size(), slot_columns().size()};
    view.rate_hz = rate_hz;
    table.look();
    for (Time looked = monotonic_now(); !stop.requested() && !screen.keys().closed();) {
        screen.draw(table.lines(screen.size(), view));
        if (const auto key = screen.keys().next(view.paused() ? kWhilePaused : looked + period_of(view.rate_hz) - monotonic_now());
            key && !view.take(*key))
            return;
        if (view.paused() || monotonic_now() < looked + period_of(view.rate_hz)) continue;
        table.look();
        looked = monotonic_now();
    }
}

void run(const Options& options, const Session& session) {
    TopTable table{open_board(session.place)};
    if (options.once || options.json || !TerminalKeys::possible()) print_all(table, options);
    else show(table, options.rate_hz);
}

}  // namespace

void add_top(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("top", "Show nodes and slots live: state, rate, age, step time, CPU, memory");
    command.flag("--once", options->once, "Print the table once and end");
    command.flag("--json", options->json, "Print JSON: one document with --once, else one line per look");
    command.option("--rate", options->rate_hz, "Looks per second").within(0.1, 50.0).show_default();
    command.footer(
        "On a terminal: q ends, h says what the other keys do. Else: the table again and again, until Ctrl-C.\n"
        "Rates of slots and nodes are by the board's clock; heartbeats, step times and CPU by real time.\n"
        "Examples:\n  seqboard top\n  seqboard top --once --json | jq '.nodes[] | select(.state != \"READY\")'");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
