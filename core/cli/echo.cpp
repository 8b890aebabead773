// seqboard echo: what a slot says.
#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/slot_stream.hpp"
#include "core/cli/slot_target.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/watch_pause.hpp"
#include "core/names.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/sample_json.hpp"
#include "core/schema/sample_text.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kLookForWriter = std::chrono::milliseconds{200};

struct Options {
    std::string target;
    bool once = false;
    bool json = false;
    double rate_hz = 0;
    std::uint64_t count = 0;
    std::optional<Duration> timeout;
};

class Printer {
public:
    Printer(const Options& options, SlotTarget target) : options_{options}, target_{std::move(target)} {}

    /// For the samples of this segment: their schema is another one when the writer was rebuilt.
    void use(const SlotPlace& place) {
        schema_ = parse_schema(place.schema, place.message_bytes);
        if (target_.field.empty()) return;
        field_ = field_of(target_, place, schema_);
    }

    void print(const RawSample& sample) const {
        if (options_.json) print_json(sample);
        else if (field_) std::printf("%s\n", field_text(*field_, sample.bytes).c_str());
        else
            std::printf("--- %s #%u at %.6f s\n%s", target_.slot.c_str(), sample.header.sequence,
                        1e-9 * static_cast<double>(sample.header.stamp_ns), sample_text(schema_, sample.bytes).c_str());
        std::fflush(stdout);
    }

private:
    void print_json(const RawSample& sample) const {
        const std::string value = field_ ? field_json(*field_, sample.bytes) : sample_json(schema_, sample.bytes);
        std::printf("{\"slot\": %s, \"sequence\": %u, \"epoch\": %u, \"stamp_ns\": %llu, \"source_stamp_ns\": %llu, %s: %s}\n",
                    in_quotes(target_.slot).c_str(), sample.header.sequence, epoch_of(sample.header),
                    static_cast<unsigned long long>(sample.header.stamp_ns), static_cast<unsigned long long>(sample.header.source_stamp_ns),
                    in_quotes(field_ ? target_.field : "message").c_str(), value.c_str());
    }

    const Options& options_;
    SlotTarget target_;
    Schema schema_;
    std::optional<SchemaField> field_;
};

[[noreturn]] void fail_no_slot(const BoardSurvey& survey, const std::string& target, const std::string& board) {
    const auto names = survey.slot_names();
    throw StartError{ExitCode::kNoInput, "no slot '" + target + "' on board '" + board + "'" + suggestion(target, names)};
}

/// Looks until the slot is there.
std::optional<SlotTarget> await_slot(const std::shared_ptr<Blackboard>& board, const Options& options, const StopSignal& stop) {
    BoardSurvey survey{board};
    const Time began = monotonic_now();
    for (bool said = false; !stop.requested(); stop.sleep(std::chrono::milliseconds{50})) {
        survey.look();
        if (auto target = find_target(survey.slot_names(), options.target)) return target;
        if (options.once || (options.timeout && monotonic_now() - began > *options.timeout))
            fail_no_slot(survey, options.target, board->name());
        if (!said) std::fprintf(stderr, "seqboard: waiting for slot '%s'\n", options.target.c_str());
        said = true;
    }
    return std::nullopt;
}

void print_newest(SlotStream& stream, Printer& printer) {
    printer.use(stream.place());
    const auto sample = stream.newest();
    if (!sample) throw StartError{ExitCode::kFailed, "slot '" + stream.slot() + "' was never written"};
    printer.print(*sample);
}

/// Every sample, or at most rate_hz a second, until somebody or something stops it. Returns how it ended.
ExitCode follow(SlotStream& stream, Printer& printer, const Options& options, const StopSignal& stop) {
    const Duration interval = options.rate_hz > 0 ? Duration{static_cast<std::int64_t>(1e9 / options.rate_hz)} : Duration::zero();
    WatchPause pause;
    Time last_news = monotonic_now(), looked = last_news;
    unsigned connection = 0;
    for (std::uint64_t printed = 0; !stop.requested() && std::ferror(stdout) == 0;) {
        if (connection != stream.connection()) printer.use(stream.place());
        connection = stream.connection();
        std::size_t found = 0;
        while (const auto sample = interval > Duration::zero() ? stream.newest() : stream.take()) {
            printer.print(*sample);
            ++found;
            if (++printed == options.count) return ExitCode::kOk;
            if (interval > Duration::zero() || stop.requested()) break;
        }
        const Time now = monotonic_now();
        if (found > 0) last_news = now;
        if (options.timeout && now - last_news > *options.timeout) return ExitCode::kFailed;
        if (now - looked > kLookForWriter && found == 0) {
            stream.connect();
            looked = now;
        }
        stop.sleep(found > 0 && interval > Duration::zero() ? interval : pause.after(found));
    }
    return ExitCode::kOk;
}

void run(const Options& options, Session& session) {
    const auto board = open_board(session.place);
    const StopSignal stop;
    const auto target = await_slot(board, options, stop);
    if (!target) return;
    SlotStream stream{board, target->slot};
    Printer printer{options, *target};
    if (!stream.connect()) throw StartError{ExitCode::kNoInput, "slot '" + target->slot + "' went away"};
    if (options.once) return print_newest(stream, printer);
    session.exit = follow(stream, printer, options, stop);
    if (session.exit == ExitCode::kFailed)
        std::fprintf(stderr, "seqboard: slot '%s': nothing new for %s\n", target->slot.c_str(), text_of(*options.timeout).c_str());
    if (options.rate_hz <= 0 && stream.missed() > 0)
        std::fprintf(stderr, "seqboard: slot '%s': missed %llu samples; give it more cells to lose none\n", target->slot.c_str(),
                     static_cast<unsigned long long>(stream.missed()));
}

}  // namespace

void add_echo(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("echo", "Print every new sample of a slot, or of one of its fields");
    command.option("slot", options->target, "SLOT or SLOT.FIELD, such as range, range.range_m, plan.x_m[3]").required();
    command.flag("--once", options->once, "Print the newest sample and end");
    command.flag("--json", options->json, "Print JSON, one line per sample");
    command.option("--rate", options->rate_hz, "Print at most this many samples per second, the newest each time").within(0.01, 1000.0);
    command.option("--count", options->count, "End after this many samples").within(1, 1'000'000'000);
    command.option("--timeout", options->timeout, "End with exit status 1 when nothing new comes for this long, such as 2s");
    command.footer(
        "Stamps are on the board's clock. In JSON, NaN and the infinities are strings.\n"
        "Exit status 66: no such slot (with --once or --timeout), or no such field.\n"
        "Examples:\n  seqboard echo range\n  seqboard echo range.range_m --rate 5\n  seqboard echo plan --once --json");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
