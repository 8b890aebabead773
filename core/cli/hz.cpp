// seqboard hz: how often and how evenly slots are written.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/json_text.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/period_statistics.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/slot_stream.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/cli/watch_pause.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kDefaultWindow = std::chrono::seconds{1};

struct Options {
    std::vector<std::string> slots;
    bool all = false;
    bool once = false;
    bool json = false;
    std::optional<Duration> window;
};

/// One slot and what was measured of it in the present window.
struct Measured {
    SlotStream stream;
    PeriodStatistics periods{};
    std::uint64_t missed_before = 0;

    std::size_t take_all() {
        std::size_t taken = 0;
        for (; taken < kMaxCells; ++taken) {
            const auto sample = stream.take();
            if (!sample) break;
            periods.add(sample->header.sequence, time_from_ns(sample->header.stamp_ns));
        }
        return taken;
    }
    std::uint64_t missed() const { return stream.missed() - missed_before; }
    void begin_window() {
        missed_before = stream.missed();
        periods = {};
    }
};

std::vector<std::string> chosen_slots(const std::shared_ptr<Blackboard>& board, const Options& options) {
    if (options.all == !options.slots.empty()) throw StartError{ExitCode::kUsage, "hz: name slots, or give --all"};
    BoardSurvey survey{board};
    survey.look();
    std::vector<std::string> names = survey.slot_names();
    if (options.all) return names;
    for (const std::string& slot : options.slots)
        if (std::find(names.begin(), names.end(), slot) == names.end())
            throw StartError{ExitCode::kNoInput, "no slot '" + slot + "' on board '" + board->name() + "'" + suggestion(slot, names)};
    return options.slots;
}

void print_json(const std::vector<Measured>& slots) {
    JsonText list = JsonText::array();
    for (const Measured& slot : slots) {
        const PeriodStatistics& periods = slot.periods;
        JsonText json = {{"slot", slot.stream.slot()}, {"periods", periods.periods()}, {"missed", slot.missed()}};
        for (const auto& [name, value] : {std::pair{"rate_hz", periods.rate_hz()},
                                          {"min_s", periods.min_s()},
                                          {"mean_s", periods.mean_s()},
                                          {"max_s", periods.max_s()},
                                          {"stddev_s", periods.stddev_s()}})
            json.add({{name, periods.periods() > 0 ? JsonText(value) : JsonText()}});
        list.push_back(json);
    }
    std::printf("%s\n", list.on_one_line().c_str());
}

void print_table(const std::vector<Measured>& slots) {
    Table table{{"SLOT", ">RATE Hz", ">MIN", ">MEAN", ">MAX", ">STDDEV", ">PERIODS", ">MISSED"}};
    const auto text = [](double seconds) { return short_duration(Duration{static_cast<std::int64_t>(seconds * 1e9)}); };
    for (const Measured& slot : slots) {
        const PeriodStatistics& periods = slot.periods;
        const std::string missed = std::to_string(slot.missed());
        if (periods.periods() == 0) table.add({{slot.stream.slot()}, {"-"}, {"-"}, {"-"}, {"-"}, {"-"}, {"0"}, {missed}});
        else
            table.add({{slot.stream.slot()},
                       {short_number(periods.rate_hz())},
                       {text(periods.min_s())},
                       {text(periods.mean_s())},
                       {text(periods.max_s())},
                       {text(periods.stddev_s())},
                       {std::to_string(periods.periods())},
                       {missed}});
    }
    for (const std::string& line : table.lines(Screen::of(STDOUT_FILENO))) std::printf("%s\n", line.c_str());
}

/// Takes what comes in the window; without a window, what the rings hold.
void measure(std::vector<Measured>& slots, std::optional<Duration> window, const StopSignal& stop) {
    const Time end = monotonic_now() + window.value_or(Duration::zero());
    WatchPause pause;
    do {
        std::size_t most = 0;
        for (Measured& slot : slots) most = std::max(most, slot.take_all());
        if (!window) return;
        stop.sleep(std::min(pause.after(most), std::max(Duration::zero(), end - monotonic_now())));
    } while (!stop.requested() && monotonic_now() < end);
}

void run(const Options& options, const Session& session) {
    const auto board = open_board(session.place);
    std::vector<Measured> slots;
    for (const std::string& slot : chosen_slots(board, options)) slots.push_back({SlotStream{board, slot}});
    const StopSignal stop;
    const auto window = options.once ? options.window : options.window.value_or(kDefaultWindow);
    while (!stop.requested() && std::ferror(stdout) == 0) {
        for (Measured& slot : slots) slot.stream.connect();
        measure(slots, window, stop);
        if (options.json) print_json(slots);
        else print_table(slots);
        std::fflush(stdout);
        if (options.once) return;
        for (Measured& slot : slots) slot.begin_window();
    }
}

}  // namespace

void add_hz(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("hz", "Measure how often slots are written, from the stamps of their samples");
    command.option("slots", options->slots, "Slots to measure");
    command.flag("--all", options->all, "All slots of the board");
    command.option("--window", options->window, "Measure over this time and print, again and again (default 1s)");
    command.flag("--once", options->once, "Print once: at once from the samples still in the rings, or after --window");
    command.flag("--json", options->json, "Print JSON, one line per window");
    command.footer(
        "Rates are on the board's clock. MISSED counts samples that were overwritten before this command saw them.\n"
        "Examples:\n  seqboard hz range heading\n  seqboard hz --all --once\n  seqboard hz heading --window 10s --once --json");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
