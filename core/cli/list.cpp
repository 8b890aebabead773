// seqboard list: what is on a board.
#include <unistd.h>

#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/json_text.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/params_view.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/slot_target.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    bool json = false;
    std::string names;
};

Colour colour_of(Liveness liveness) {
    switch (liveness) {
        case Liveness::kLive: return Colour::kGreen;
        case Liveness::kStale:
        case Liveness::kAbsent: return Colour::kYellow;
        default: return Colour::kRed;
    }
}

/// What the newest sample of a slot says; nothing if it was never written.
std::optional<SampleHeader> newest_header(const NodeView& node, const SlotPlace& slot) {
    const RingReader ring = node.segment->reader(slot);
    for (int attempt = 0; attempt < kReadTries; ++attempt) {
        SampleHeader header;
        const std::uint32_t head = ring.head();
        ring.copy_header(head, header);
        if (!ring.still_there(head)) continue;
        return is_written(header) ? std::optional{header} : std::nullopt;
    }
    return std::nullopt;
}

template <class Visit>
void for_each_slot(const BoardSurvey& survey, const Visit& visit) {
    for (const NodeView& node : survey.nodes()) {
        if (!node.segment) continue;
        for (const SlotPlace& slot : node.segment->description().slots) visit(node, slot, newest_header(node, slot));
    }
}

void print_names(const BoardSurvey& survey, const std::string& kind) {
    if (kind == "slots")
        for (const std::string& name : survey.slot_names()) std::printf("%s\n", name.c_str());
    for (const NodeView& node : survey.nodes()) {
        if (kind == "nodes") std::printf("%s\n", node.name.c_str());
        if (kind == "fields" && node.segment)
            for (const SlotPlace& slot : node.segment->description().slots)
                for (const std::string& path : number_paths(parse_schema(slot.schema, slot.message_bytes)))
                    std::printf("%s.%s\n", slot.name.c_str(), path.c_str());
        if (kind != "params" || !node.segment) continue;
        for (const ParamView& param : params_of(*node.segment)) std::printf("%s.%s\n", node.name.c_str(), param.name.c_str());
    }
}

void print_json(const BoardSurvey& survey) {
    JsonText nodes = JsonText::array(), slots = JsonText::array();
    for (const NodeView& node : survey.nodes()) {
        JsonText json = {{"node", node.name},
                         {"liveness", text_of(node.liveness)},
                         {"state", node.state()},
                         {"pid", node.pid},
                         {"epoch", node.segment ? JsonText(node.segment->epoch()) : JsonText()},
                         {"heartbeat_age_s", node.heartbeat_age}};
        if (!node.fault.empty()) json.add({{"fault", node.fault}});
        nodes.push_back(json);
    }
    for_each_slot(survey, [&](const NodeView& node, const SlotPlace& slot, const std::optional<SampleHeader>& header) {
        const auto age = header ? survey.age(node, slot, *header) : std::nullopt;
        slots.push_back({{"slot", slot.name},
                         {"node", node.name},
                         {"message", slot.message},
                         {"bytes", slot.message_bytes},
                         {"cells", slot.cells},
                         {"notify", slot.notify},
                         {"written", header.has_value()},
                         {"sequence", header ? JsonText(header->sequence) : JsonText()},
                         {"age_s", age}});
    });
    std::printf("%s\n", JsonText{{"nodes", nodes}, {"slots", slots}}.on_lines().c_str());
}

void print_tables(const BoardSurvey& survey) {
    const Screen screen = Screen::of(STDOUT_FILENO);
    Table nodes{{"NODE", "LIVENESS", "STATE", ">PID", ">EPOCH", ">HEARTBEAT", "FAULT"}};
    for (const NodeView& node : survey.nodes())
        nodes.add({{node.name},
                   {text_of(node.liveness), colour_of(node.liveness)},
                   {node.state()},
                   {node.pid != 0 ? std::to_string(node.pid) : "-"},
                   {node.segment ? std::to_string(node.segment->epoch()) : "-"},
                   {node.heartbeat_age ? short_duration(*node.heartbeat_age) : "-"},
                   {node.fault}});
    Table slots{{"SLOT", "NODE", "MESSAGE", ">BYTES", ">CELLS", ">SAMPLES", ">AGE"}};
    for_each_slot(survey, [&](const NodeView& node, const SlotPlace& slot, const std::optional<SampleHeader>& header) {
        const auto age = header ? survey.age(node, slot, *header) : std::nullopt;
        slots.add({{slot.name},
                   {node.name},
                   {slot.message},
                   {std::to_string(slot.message_bytes)},
                   {std::to_string(slot.cells)},
                   {header ? std::to_string(header->sequence) : "never written", header ? Colour::kNone : Colour::kDim},
                   {age ? short_duration(*age) : "-"}});
    });
    for (const std::string& line : nodes.lines(screen)) std::printf("%s\n", line.c_str());
    if (slots.empty()) return;
    std::printf("\n");
    for (const std::string& line : slots.lines(screen)) std::printf("%s\n", line.c_str());
}

void run(const Options& options, const Session& session) {
    BoardSurvey survey{open_board(session.place)};
    survey.look();
    if (!options.names.empty()) print_names(survey, options.names);
    else if (options.json) print_json(survey);
    else print_tables(survey);
}

}  // namespace

void add_list(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("list", "List nodes and slots: who lives, what each slot carries, how old it is");
    command.flag("--json", options->json, "Print JSON");
    command.option("--names", options->names, "Print only names, one per line (for shells)").one_of({"nodes", "slots", "fields", "params"});
    command.footer(
        "A node is LIVE, STALE (owned, but silent for over a second) or DEAD (nobody owns it; its last samples stay readable).\n"
        "Examples:\n  seqboard list\n  seqboard --board rover list --json\n  seqboard list --names slots");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
