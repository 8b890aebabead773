// seqboard plot: fields as curves over time, in the terminal or as a picture.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/full_screen.hpp"
#include "core/cli/live_plot.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/recordings.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/trace_sheet.hpp"
#include "core/cli/watch_pause.hpp"
#include "core/picture/svg_strip.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kDefaultSpan = std::chrono::seconds{10};

struct Options {
    std::vector<std::string> fields;
    std::optional<Duration> span;
    std::optional<Duration> duration;
    double rate_hz = 10;
    std::string svg;
    std::string csv;
    std::vector<std::string> files;
    std::optional<Duration> from;
    std::optional<Duration> to;

    bool writes() const { return !svg.empty() || !csv.empty(); }
};

/// What the files show: from `zero` on, or a part of that.
struct Window {
    Time zero;
    Time from;
    Time to;
    std::string_view unit = "time [s]";

    picture::TimeAxis axis() const { return {seconds_of(from - zero), seconds_of(to - zero), unit}; }
};

void write(const TraceSet& traces, const Options& options, const Window& window, const std::string& title) {
    const picture::TimeAxis axis = window.axis();
    if (!options.svg.empty())
        picture::write_drawing(options.svg, picture::svg_of(title, strips_of(traces.traces(), window.zero, axis), axis));
    if (!options.csv.empty()) picture::write_drawing(options.csv, sheet_of(traces.traces(), window.zero, window.from, window.to));
    for (const std::string& file : {options.svg, options.csv})
        if (!file.empty()) std::printf("%s\n", file.c_str());
}

void print(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) std::printf("%s\n", line.c_str());
}

/// Until a key, a signal or the time ends it. Samples are taken as fast as they come, pictures drawn as often as asked for.
void watch(LivePlot& plot, FullScreen* screen, const Options& options, std::optional<Duration> duration) {
    const StopSignal stop;
    const Duration period{static_cast<std::int64_t>(1e9 / options.rate_hz)};
    const Time began = monotonic_now();
    WatchPause pause;
    Time drawn{};
    while (!stop.requested() && !(duration && monotonic_now() - began >= *duration)) {
        const Duration rest = pause.after(plot.take());
        if (screen == nullptr) {
            stop.sleep(rest);
            continue;
        }
        if (monotonic_now() - drawn >= period) {
            drawn = monotonic_now();
            screen->draw(plot.lines(screen->size()));
        }
        const auto key = screen->keys().next(rest);
        if (screen->keys().closed() || (key && !plot.press(*key))) return;
        if (key) drawn = Time{};
    }
}

void plot_board(const Options& options, const Session& session) {
    const Duration span = options.span.value_or(kDefaultSpan);
    LivePlot plot{open_board(session.place), options.fields, span, options.duration.has_value()};
    const Time began = plot.now();
    const bool is_live = TerminalKeys::possible();
    if (is_live) {
        FullScreen screen;
        watch(plot, &screen, options, options.duration);
    } else {
        watch(plot, nullptr, options, options.duration.value_or(span));
    }
    picture::TextStyle style = text_style(Screen::of(STDOUT_FILENO));
    style.rows -= std::min<std::size_t>(style.rows, 2);  // the summary, and where the shell goes on
    if (is_live || !options.writes()) print(plot.last_picture(style));
    const Time end = plot.now();
    const Time zero = options.duration ? began : end - span;
    char title[96];
    std::snprintf(title, sizeof title, "; 0 is %.3f s of its clock", 1e-9 * static_cast<double>(ns_of(zero)));
    write(plot.traces(), options, {zero, zero, end}, "board " + session.place.resolved().board + title);
    std::printf("%s\n", plot.summary().c_str());
}

void plot_recording(const Options& options) {
    const record::RecordedRun run = read_recordings(options.files);
    std::vector<std::string> slots;
    for (const record::RecordedSlot& slot : run.slots()) slots.push_back(slot.spec.name);
    TraceSet traces{slots, options.fields, "in '" + options.files.front() + "'"};
    for (const record::RecordedSlot& slot : run.slots()) traces.use(slot.spec);
    const Time zero = time_from_ns(run.samples().empty() ? 0 : run.samples().front().log_ns);
    Window window{zero, zero + options.from.value_or(Duration::zero()), zero, "s after its beginning"};
    for (const record::RecordedSample& sample : run.samples()) {
        SampleHeader header = sample.header;
        header.stamp_ns = sample.log_ns;  // the recording's own time, which all its slots share
        const Time time = time_from_ns(sample.log_ns);
        if (time < window.from || (options.to && time > zero + *options.to)) continue;
        traces.add(run.slots()[sample.slot].spec.name, header, run.bytes_of(sample));
        window.to = time;
    }
    if (options.to) window.to = zero + *options.to;
    if (window.to <= window.from) throw StartError{ExitCode::kUsage, "plot: nothing of the recording lies between --from and --to"};
    if (options.writes()) return write(traces, options, window, options.files.front());
    picture::TextStyle style = text_style(Screen::of(STDOUT_FILENO));
    --style.rows;
    print(picture::text_of(strips_of(traces.traces(), zero, window.axis()), window.axis(), style));
}

void run(const Options& options, const Session& session) {
    if (!options.files.empty()) return plot_recording(options);
    if (options.from || options.to) throw StartError{ExitCode::kUsage, "plot: --from and --to go with --file"};
    plot_board(options, session);
}

}  // namespace

void add_plot(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("plot", "Plot fields of slots over time: live in the terminal, or into a picture");
    command.option("fields", options->fields, "SLOT.FIELD, such as range.range_m or plan.x_m[3]; those of one unit share an axis")
        .required();
    command.option("--span", options->span, "Seconds that the live picture shows, such as 30s (default 10s)");
    command.option("--rate", options->rate_hz, "Pictures per second").within(0.1, 50.0).show_default();
    command.option("--for", options->duration, "End after this time (default on a terminal: at q; elsewhere: after --span)");
    command.option("--svg", options->svg, "Write the curves into this file at the end: those of --for, else those of --span");
    command.option("--csv", options->csv, "Write the numbers as well: a row for each sample, its time and a column for each field");
    command.option("-f,--file", options->files, "Plot a recording instead; given more than once, the parts of one in order");
    command.option("--from", options->from, "Of the recording: begin so long after its beginning");
    command.option("--to", options->to, "Of the recording: end so long after its beginning");
    command.footer(
        "On a terminal: q ends, p pauses the picture, + and - change the span. Every sample is taken, none is skipped between two "
        "pictures;\n"
        "those that were overwritten before they could be taken are counted as missed: give such a slot more cells.\n"
        "NaN and the infinities are gaps. Truths, enums and whole numbers are drawn as stairs. Numbers keep the digits of a float.\n"
        "At most 262144 samples of a field are kept.\n"
        "Exit status 66: no such slot, field or file.\n"
        "Examples:\n  seqboard plot pose.x_m pose.y_m range.range_m\n  seqboard plot heading.heading_rad --for 10s --svg heading.svg\n"
        "  seqboard plot -f recordings/robot_0000.mcap pose.x_m --from 5s --to 20s --csv pose.csv");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
