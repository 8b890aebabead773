// seqboard scope: what fields did around the moment at which something happened.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/cli/json_text.hpp"
#include "core/cli/live_plot.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/terminal_keys.hpp"
#include "core/cli/trace_sheet.hpp"
#include "core/cli/trigger.hpp"
#include "core/cli/trigger_capture.hpp"
#include "core/cli/watch_pause.hpp"
#include "core/picture/svg_strip.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kClockStands = std::chrono::seconds{2};

struct Options {
    std::vector<std::string> fields;
    std::string condition;
    std::string rises;
    std::string falls;
    std::optional<Duration> before;
    std::optional<Duration> after;
    bool repeat = false;
    std::uint64_t count = 0;
    std::optional<Duration> timeout;
    std::string svg;
    std::string csv;
    bool json = false;

    std::uint64_t captures() const { return count > 0 ? count : repeat ? ~std::uint64_t{0} : 1; }
};

Trigger trigger_of(const Options& options, Blackboard& board) {
    const int given = !options.condition.empty() + !options.rises.empty() + !options.falls.empty();
    if (given != 1)
        throw StartError{ExitCode::kUsage,
                         "scope: say what to wait for, with one of --trigger CONDITION, --rises SLOT.FIELD=LEVEL and --falls"};
    if (!options.condition.empty()) return {Trigger::Kind::kCondition, options.condition, slots_on(board)};
    if (!options.rises.empty()) return {Trigger::Kind::kRises, options.rises, slots_on(board)};
    return {Trigger::Kind::kFalls, options.falls, slots_on(board)};
}

/// Those that are named, else those in the trigger.
std::vector<std::string> fields_of(const Options& options, const Trigger& trigger, const BoardSurvey& survey) {
    if (!options.fields.empty()) return options.fields;
    std::vector<std::string> fields;
    for (const std::string& name : trigger.names()) {
        const auto target = find_target(survey.slot_names(), name);
        if (!target || target->field.empty() || std::find(fields.begin(), fields.end(), name) != fields.end()) continue;
        const SlotPlace* const place = survey.writer_of(target->slot)->segment->find(target->slot);
        if (parse_schema(place->schema, place->message_bytes).find(target->field)) fields.push_back(name);
    }
    if (fields.empty()) throw StartError{ExitCode::kUsage, "scope: the trigger has no field in it; name some to look at, as SLOT.FIELD"};
    return fields;
}

BoardSurvey surveyed(const std::shared_ptr<Blackboard>& board) {
    BoardSurvey survey{board};
    survey.look();
    return survey;
}

std::vector<std::string> both(std::vector<std::string> slots, const std::vector<std::string>& more) {
    for (const std::string& slot : more)
        if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
    return slots;
}

/// "scope.svg" of the second of several: "scope_0002.svg".
std::string numbered(const std::string& path, std::uint64_t number) {
    const std::size_t slash = path.rfind('/'), dot = path.rfind('.');
    const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1);
    char digits[32];
    std::snprintf(digits, sizeof digits, "_%04llu", static_cast<unsigned long long>(number));
    return has_ending ? path.substr(0, dot) + digits + path.substr(dot) : path + digits;
}

class Scope {
public:
    Scope(const std::shared_ptr<Blackboard>& board, const Options& options) : Scope{board, surveyed(board), options} {}

    /// Returns whether it captured what it was to.
    bool run() {
        const StopSignal stop;
        std::optional<TerminalKeys> keys;
        if (TerminalKeys::possible()) keys.emplace();
        begin(keys.has_value());
        const Time began = monotonic_now();
        WatchPause pause;
        while (!stop.requested() && std::ferror(stdout) == 0) {
            const Duration rest = pause.after(look());
            if (capture_.state() == TriggerCapture::State::kComplete) {
                report();
                if (captured_ == options_.captures()) return true;
                capture_.rearm();
            }
            const bool waits = capture_.state() == TriggerCapture::State::kWaiting;
            if (waits && options_.timeout && monotonic_now() - began > *options_.timeout) return false;
            if (!keys) {
                stop.sleep(rest);
                continue;
            }
            const auto key = keys->next(rest);
            if (keys->closed() || (key && key->is('q'))) break;
            if (key && key->is('f')) capture_.fire(time_.now());
        }
        if (capture_.state() == TriggerCapture::State::kCapturing) report();
        return captured_ > 0;
    }

private:
    Scope(const std::shared_ptr<Blackboard>& board, const BoardSurvey& survey, const Options& options)
        : options_{options},
          trigger_{trigger_of(options, *board)},
          traces_{survey.slot_names(), fields_of(options, trigger_, survey), "on board '" + board->name() + "'"},
          streams_{board, both(traces_.slots(), trigger_.slots())},
          time_{board, survey, traces_.slots()},
          capture_{options.before.value_or(std::chrono::seconds{1}), options.after.value_or(std::chrono::seconds{1})} {
        for (const std::string& slot : trigger_.slots())
            if (!time_.stamps(survey, slot)) on_other_clock_.push_back(slot);
    }

    /// What the rings hold is what was before; what they say of the trigger has begun already.
    void begin(bool with_keys) {
        SlotStreams::Taker taker = traces_.taker();
        const auto add = taker.add;
        taker.add = [&](const std::string& slot, const RawSample& sample) {
            add(slot, sample);
            trigger_.give(slot, sample.header, sample.bytes);
        };
        streams_.take(taker);
        const auto holds = trigger_.holds(time_.now());
        capture_.learn(holds);
        std::fprintf(stderr, "seqboard: waiting until %s%s%s\n", trigger_.text().c_str(),
                     holds == true ? "; it does already, and has to end first" : "", with_keys ? " (f: trigger now, q: end)" : "");
    }

    std::size_t look() {
        SlotStreams::Taker taker = traces_.taker();
        const auto add = taker.add;
        taker.add = [&](const std::string& slot, const RawSample& sample) {
            add(slot, sample);
            trigger_.give(slot, sample.header, sample.bytes);
            const bool other = std::find(on_other_clock_.begin(), on_other_clock_.end(), slot) != on_other_clock_.end();
            const Time moment = other ? time_.now() : time_from_ns(sample.header.stamp_ns);
            capture_.add(moment, trigger_.holds(moment));
        };
        const Time now = time_.now();
        const std::size_t most = streams_.take(taker);
        capture_.add(now, trigger_.holds(now));  // what depends on the time alone, such as an age
        if (now != seen_) moved_ = monotonic_now();
        seen_ = now;
        const bool stands = monotonic_now() - moved_ > kClockStands;  // the simulation has ended: nothing more comes
        capture_.pass(stands ? Time::max() : now);
        traces_.forget_before(capture_.needed_from(now));
        return most;
    }

    void report() {
        ++captured_;
        const std::uint64_t missed = streams_.missed() - missed_before_;
        missed_before_ = streams_.missed();
        char title[64];
        std::snprintf(title, sizeof title, "trigger %llu at %.6f s: ", static_cast<unsigned long long>(captured_),
                      1e-9 * static_cast<double>(ns_of(capture_.trigger())));
        write(title + trigger_.text());
        if (options_.json) std::printf("%s\n", json(missed).on_one_line().c_str());
        else print(title + trigger_.text(), missed);
        std::fflush(stdout);
    }

    picture::TimeAxis axis() const {
        return {seconds_of(capture_.from() - capture_.trigger()), seconds_of(capture_.to() - capture_.trigger()), "s"};
    }

    void write(const std::string& title) const {
        const bool many = options_.captures() > 1;
        const picture::TimeAxis axis{this->axis().from_s, this->axis().to_s, "s after the trigger"};
        const float mark = 0;
        const auto traces = traces_.traces();
        const auto file = [&](const std::string& path, const std::string& text) {
            if (!path.empty()) picture::write_drawing(many ? numbered(path, captured_) : path, text);
        };
        if (!options_.svg.empty()) file(options_.svg, picture::svg_of(title, strips_of(traces, capture_.trigger(), axis), axis, &mark));
        if (!options_.csv.empty()) file(options_.csv, sheet_of(traces, capture_.trigger(), capture_.from(), capture_.to()));
    }

    void print(const std::string& title, std::uint64_t missed) const {
        picture::TextStyle style = text_style(Screen::of(STDOUT_FILENO));
        style.rows -= std::min<std::size_t>(style.rows, 3);
        const float mark = 0;
        std::printf("%s\n", title.c_str());
        for (const std::string& line : picture::text_of(strips_of(traces_.traces(), capture_.trigger(), axis()), axis(), style, &mark))
            std::printf("%s\n", line.c_str());
        for (const FieldTrace& trace : traces_.traces())
            if (!trace.points().empty() && trace.points().front().time > capture_.from())
                std::printf("%s is known from %.3f s on\n", trace.name().c_str(),
                            static_cast<double>(seconds_of(trace.points().front().time - capture_.trigger())));
        if (missed > 0)
            std::printf("%llu samples missed; give these slots more cells to lose none\n", static_cast<unsigned long long>(missed));
    }

    JsonText json(std::uint64_t missed) const {
        JsonText fields = JsonText::array();
        for (const FieldTrace& trace : traces_.traces()) {
            JsonText times = JsonText::array(), values = JsonText::array();
            for (const FieldTrace::Point& point : trace.points()) {
                if (point.time < capture_.from() || point.time > capture_.to()) continue;
                times.push_back(point.time - capture_.trigger());
                values.push_back(std::strtod(trace.text_of(point.value).c_str(), nullptr));  // 0.3, not 0.300000012
            }
            fields.push_back({{"field", trace.name()}, {"times_s", times}, {"values", values}});
        }
        return {{"trigger", trigger_.text()},
                {"number", captured_},
                {"stamp_ns", ns_of(capture_.trigger())},
                {"missed", missed},
                {"fields", fields}};
    }

    const Options& options_;
    Trigger trigger_;
    TraceSet traces_;
    SlotStreams streams_;
    BoardTime time_;
    TriggerCapture capture_;
    std::vector<std::string> on_other_clock_;  ///< slots of the trigger whose stamps say nothing about when it was
    std::uint64_t captured_ = 0;
    std::uint64_t missed_before_ = 0;
    Time seen_{};
    Time moved_ = monotonic_now();
};

void run(const Options& options, Session& session) {
    Scope scope{open_board(session.place), options};
    if (scope.run()) return;
    session.exit = ExitCode::kFailed;
    std::fprintf(stderr, "seqboard: nothing was captured\n");
}

}  // namespace

void add_scope(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("scope", "Capture fields around the moment at which something happens, what was before included");
    command.option("fields", options->fields, "SLOT.FIELD; none: those in the trigger");
    command.option("-t,--trigger", options->condition, "A condition over slots and nodes; it fires when that begins to hold");
    command.option("--rises", options->rises, "SLOT.FIELD=LEVEL: fires when the field rises to the level, such as pose.x_m=0.5m");
    command.option("--falls", options->falls, "SLOT.FIELD=LEVEL: fires when it falls to it");
    command.option("--before", options->before, "So much before the trigger (default 1s)");
    command.option("--after", options->after, "So much after it (default 1s)");
    command.flag("--repeat", options->repeat, "Again and again, until Ctrl-C");
    command.option("--count", options->count, "Until there are so many").within(1, 1'000'000'000);
    command.option("--timeout", options->timeout, "End with exit status 1 when so long after the start none is under way");
    command.option("--svg", options->svg, "Write a picture of each; of several as NAME_0001.svg and so on");
    command.option("--csv", options->csv, "Write the numbers of each: a row for each sample, its time and a column for each field");
    command.flag("--json", options->json, "Print JSON, one line for each, instead of a picture");
    command.footer(
        "Times are from the trigger on. What was before it comes from the slots' rings (a ring of N cells holds N - 1 samples) and from "
        "what\n"
        "this command has seen since it began. Every sample is looked at: a trigger cannot slip through between two looks.\n"
        "On a terminal: f triggers now, q ends.\n"
        "Exit status 1: nothing was captured; 64: the trigger is wrong; 66: no such slot or field.\n"
        "Examples:\n  seqboard scope --trigger \"range.range_m < 0.3m\" pose.speed_m_s drive_command.speed_m_s\n"
        "  seqboard scope --rises pose.x_m=0.5m --before 200ms --after 2s --svg scope.svg\n"
        "  seqboard scope -t \"fusion.state == BACKOFF\" heading.heading_rad --repeat --csv faults.csv");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
