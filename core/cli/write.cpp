// seqboard write: a person writes a slot.
#include <cstdio>
#include <cstring>

#include "core/cli/hand_writer.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/stop_signal.hpp"
#include "core/cli/subcommands.hpp"
#include "core/names.hpp"
#include "core/schema/field_from_text.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    std::string slot;
    std::vector<std::string> values;
    double rate_hz = 0;
    std::optional<Duration> duration;
};

/// The message that the words say; what they do not name is zero.
std::vector<std::byte> message_of(const SlotSpec& slot, const std::vector<std::string>& words) {
    const Schema schema = parse_schema(slot.schema, slot.message_bytes);
    std::vector<std::byte> bytes(slot.message_bytes);
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || equals == 0) throw StartError{ExitCode::kUsage, "write: '" + word + "'; expected FIELD=VALUE"};
        const std::string name = word.substr(0, equals), text = word.substr(equals + 1);
        const auto field = schema.find(name);
        std::vector<std::string> names;
        for (const SchemaField& known : schema.fields) names.push_back(known.name);
        if (!field)
            throw StartError{ExitCode::kNoInput,
                             "slot '" + slot.name + "' (" + slot.message + ") has no field '" + name + "'" + suggestion(name, names)};
        const std::string expected = put_field(*field, text, bytes);
        if (!expected.empty())
            throw StartError{ExitCode::kConfig, slot.name + "." + name + ": '" + text + "' will not do; expected " + expected};
    }
    return bytes;
}

/// The times at which to write, from now on; the last one before `duration` is over.
std::uint64_t write_at_rate(HandWriter& writer, const std::vector<std::byte>& bytes, double rate_hz, std::optional<Duration> duration) {
    const StopSignal stop;
    const Time began = monotonic_now();
    const Duration interval{static_cast<std::int64_t>(1e9 / rate_hz)};
    std::uint64_t written = 0;
    for (Time next = began; !duration || next - began < *duration; next += interval) {
        if (!stop.sleep(std::max(next - monotonic_now(), Duration::zero()))) break;
        writer.write(bytes);
        ++written;
    }
    return written;
}

void run(const Options& options, const Session& session) {
    HandWriter writer{open_board(session.place), options.slot};
    const std::vector<std::byte> bytes = message_of(writer.slot(), options.values);
    const bool once = options.rate_hz == 0 && !options.duration;
    constexpr double kUsualRate_hz = 10;
    std::uint64_t written = 1;
    if (once) writer.write(bytes);
    else written = write_at_rate(writer, bytes, options.rate_hz > 0 ? options.rate_hz : kUsualRate_hz, options.duration);
    std::printf("%s: %llu %s written\n", options.slot.c_str(), static_cast<unsigned long long>(written),
                written == 1 ? "sample" : "samples");
}

}  // namespace

void add_write(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("write", "Write a slot by hand, once or again and again");
    command.option("slot", options->slot, "The slot: one that the node set names under operator_writes, or that a dead node has left")
        .required();
    command.option("values", options->values, "FIELD=VALUE: numbers, true, false, an enum's name, text; what is not named is zero")
        .required();
    command.option("--rate", options->rate_hz, "Samples per second (with --for: 10), until Ctrl-C or the time is over")
        .within(0.001, 10000.0);
    command.option("--for", options->duration, "How long to write, such as 2s");
    command.footer(
        "Nothing is written at the end: what was said becomes stale, and who reads it knows what to do then.\n"
        "Exit status 66: no such board, slot or field; 75: a node or somebody else writes the slot; 78: a value that will not do.\n"
        "Examples:\n  seqboard write remote_command speed_m_s=0.2 yaw_rate_rad_s=-0.5 --rate 20 --for 3s\n"
        "  seqboard write remote_request verb=STOP\n  seqboard write behaviour_request kind=go_to x_m=1 y_m=0.5");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
