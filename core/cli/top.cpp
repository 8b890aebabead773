// seqboard top: the live table of a board.
#include <time.h>
#include <unistd.h>

#include <cstdio>

#include "core/cli/json_text.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/top_table.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    bool once = false;
    bool json = false;
    double rate_hz = 2;
};

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

void print(TopTable& table, const Options& options, bool in_place) {
    if (options.json) {
        table.look();
        const JsonText json = table_json(table);
        std::printf("%s\n", (options.once ? json.on_lines() : json.on_one_line()).c_str());
    } else {
        Screen screen = Screen::of(STDOUT_FILENO);
        if (!in_place) screen.rows = 0;
        else --screen.rows;  // the line the cursor stands on
        std::printf("%s%s", in_place ? "\033[H\033[J" : "", table.render(screen).c_str());
    }
    std::fflush(stdout);
}

void run(const Options& options, const Session& session) {
    TopTable table{open_board(session.place)};
    const bool in_place = !options.once && !options.json && ::isatty(STDOUT_FILENO) != 0;
    const auto pause_ns = static_cast<std::int64_t>(1e9 / options.rate_hz);
    const timespec pause{static_cast<time_t>(pause_ns / 1'000'000'000), static_cast<long>(pause_ns % 1'000'000'000)};
    while (true) {
        print(table, options, in_place);
        if (options.once || std::ferror(stdout) != 0) return;
        ::nanosleep(&pause, nullptr);
    }
}

}  // namespace

void add_top(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("top", "Show nodes and slots live: state, rate, age, step time, CPU, memory");
    command.flag("--once", options->once, "Print the table once and end");
    command.flag("--json", options->json, "Print JSON: one document with --once, else one line per look");
    command.option("--rate", options->rate_hz, "Looks per second").within(0.1, 50.0).show_default();
    command.footer(
        "Rates of slots and nodes are by the board's clock; heartbeats, step times and CPU by real time.\n"
        "Examples:\n  seqboard top\n  seqboard top --once --json | jq '.nodes[] | select(.state != \"READY\")'");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
