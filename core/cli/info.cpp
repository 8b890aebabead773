// seqboard info: what is in a recording.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>

#include "core/cli/json_text.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/record/file_bytes.hpp"
#include "core/record/mcap_reader.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    std::string file;
    bool json = false;
};

/// The samples of one channel.
struct Counted {
    std::uint64_t samples = 0;
    std::uint64_t bytes = 0;
    std::uint64_t gaps = 0;  ///< sequence numbers that are not there
    std::uint64_t first_ns = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t last_ns = 0;
    std::uint32_t sequence = 0;

    void add(const record::McapMessage& message) {
        const std::uint32_t step = message.sequence - sequence;
        if (samples > 0 && step > 1 && step < std::numeric_limits<std::uint32_t>::max() / 2) gaps += step - 1;
        sequence = message.sequence;
        ++samples;
        bytes += message.data.size();
        first_ns = std::min(first_ns, message.log_ns);
        last_ns = std::max(last_ns, message.log_ns);
    }
    double rate_hz() const {
        return samples > 1 && last_ns > first_ns ? 1e9 * static_cast<double>(samples - 1) / static_cast<double>(last_ns - first_ns) : 0;
    }
};

using Counts = std::map<std::uint16_t, Counted>;

std::string of(const record::McapChannel& channel, const char* key) {
    const auto found = channel.metadata.find(key);
    return found == channel.metadata.end() ? "" : found->second;
}

std::string schema_name(const record::McapReader& reader, const record::McapChannel& channel) {
    const auto found = reader.schemas().find(channel.schema);
    return found == reader.schemas().end() ? "" : found->second.name;
}

void print_table(const record::McapReader& reader, const Counts& counts) {
    Table table{{"TOPIC", "TYPE", "NODE", ">SAMPLES", ">RATE Hz", ">GAPS", ">KiB"}};
    Counted all;
    for (const auto& [id, counted] : counts) {
        const auto channel = reader.channels().find(id);
        if (channel == reader.channels().end()) continue;
        table.add({{channel->second.topic},
                   {schema_name(reader, channel->second)},
                   {of(channel->second, "node")},
                   {std::to_string(counted.samples)},
                   {short_number(counted.rate_hz())},
                   {std::to_string(counted.gaps)},
                   {std::to_string(counted.bytes >> 10)}});
        all.samples += counted.samples;
        all.first_ns = std::min(all.first_ns, counted.first_ns);
        all.last_ns = std::max(all.last_ns, counted.last_ns);
    }
    const Duration length{all.samples > 0 ? static_cast<std::int64_t>(all.last_ns - all.first_ns) : 0};
    std::printf("%s: %llu samples in %s, %zu chunks\n", reader.name().c_str(), static_cast<unsigned long long>(all.samples),
                short_duration(length).c_str(), reader.chunks().size());
    for (const std::string& line : table.lines(Screen::of(STDOUT_FILENO))) std::printf("%s\n", line.c_str());
    for (const record::McapMetadata& metadata : reader.metadata())
        for (const auto& [key, value] : metadata.values)
            if (metadata.name != "missed" || value != "0") std::printf("%s: %s: %s\n", metadata.name.c_str(), key.c_str(), value.c_str());
    for (const record::McapAttachment& attachment : reader.attachments())
        std::printf("attachment: %s, %zu bytes\n", attachment.name.c_str(), attachment.data.size());
    for (const std::string& fault : reader.faults()) std::printf("fault: %s; seqboard record repair saves the rest\n", fault.c_str());
}

void print_json(const record::McapReader& reader, const Counts& counts) {
    JsonText channels = JsonText::array();
    for (const auto& [id, counted] : counts) {
        const auto channel = reader.channels().find(id);
        if (channel == reader.channels().end()) continue;
        channels.push_back({{"topic", channel->second.topic},
                            {"slot", of(channel->second, "slot")},
                            {"node", of(channel->second, "node")},
                            {"schema", schema_name(reader, channel->second)},
                            {"samples", counted.samples},
                            {"gaps", counted.gaps},
                            {"bytes", counted.bytes},
                            {"rate_hz", counted.rate_hz()},
                            {"first_ns", counted.first_ns},
                            {"last_ns", counted.last_ns}});
    }
    JsonText metadata = JsonText::array();
    for (const record::McapMetadata& one : reader.metadata()) {
        JsonText values{std::initializer_list<JsonText::Member>{}};
        for (const auto& [key, value] : one.values) values.add({{key.c_str(), value}});
        metadata.push_back({{"name", one.name}, {"values", values}});
    }
    JsonText attachments = JsonText::array();
    for (const record::McapAttachment& one : reader.attachments()) attachments.push_back({{"name", one.name}, {"bytes", one.data.size()}});
    JsonText faults = JsonText::array();
    for (const std::string& fault : reader.faults()) faults.push_back(fault);
    const JsonText info = {{"file", reader.name()}, {"chunks", reader.chunks().size()}, {"channels", channels},
                           {"metadata", metadata},  {"attachments", attachments},       {"faults", faults}};
    std::printf("%s\n", info.on_one_line().c_str());
}

void run(const Options& options, Session& session) {
    const record::FileBytes file{options.file};
    const record::McapReader reader{options.file, file.bytes()};
    Counts counts;
    reader.messages([&](const record::McapMessage& message) { counts[message.channel].add(message); });
    if (options.json) print_json(reader, counts);
    else print_table(reader, counts);
    if (!reader.faults().empty()) session.exit = ExitCode::kFailed;
}

}  // namespace

void add_info(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command =
        program.add("info", "Say what is in a recording: slots, rates, gaps, what was missed, what is wrong with the file");
    command.option("file", options->file, "An MCAP file, whole or cut off").required();
    command.flag("--json", options->json, "Print JSON");
    command.footer(
        "Exit status 1: the file was cut off or is damaged; 65: it is no MCAP file; 66: there is no such file.\n"
        "Examples:\n  seqboard info recordings/robot_0000.mcap");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
