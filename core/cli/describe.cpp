// seqboard describe: what a node type offers and takes, or what a node on the board does.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/cli/board_survey.hpp"
#include "core/cli/node_program.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/params_view.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"

namespace seqboard::cli {

namespace {

using Json = nlohmann::ordered_json;

void print(const std::string& title, const Table& table) {
    if (table.empty()) return;
    std::printf("\n%s\n", title.c_str());
    Screen screen = Screen::of(STDOUT_FILENO);
    if (screen.columns > 2) screen.columns -= 2;
    for (const std::string& line : table.lines(screen)) std::printf("  %s\n", line.c_str());
}

void print_schema(const std::string& schema) {
    for (std::size_t at = 0; at < schema.size();) {
        const std::size_t end = std::min(schema.find('\n', at), schema.size());
        std::printf("    %s\n", schema.substr(at, end - at).c_str());
        at = end + 1;
    }
}

std::string word(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return "-";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string limits(const Json& param) { return param.contains("min") ? word(param, "min") + " to " + word(param, "max") : ""; }

std::string age_text(const Json& input) {
    const auto found = input.find("max_age_ns");
    return found == input.end() || found->is_null() ? "any" : text_of(Duration{found->get<std::int64_t>()});
}

void print_type(const Json& type) {
    const std::int64_t period_ns = type.value("period_ns", std::int64_t{0});
    const std::string pace =
        period_ns > 0 ? "steps every " + text_of(Duration{period_ns}) : "steps when input '" + word(type, "trigger") + "' has news";
    Table params{{"PARAMETER", "TYPE", "UNIT", "DEFAULT", "LIMITS", "LIVE"}}, inputs{{"INPUT", "MESSAGE", ">MAX AGE", "FED"}};
    for (const Json& param : type.at("params"))
        params.add({{word(param, "name")},
                    {word(param, "type")},
                    {word(param, "unit")},
                    {param.value("required", false) ? "required" : word(param, "default")},
                    {limits(param)},
                    {param.value("live", false) ? "live" : "-"}});
    for (const Json& input : type.at("inputs"))
        inputs.add(
            {{word(input, "port")}, {word(input, "message")}, {age_text(input)}, {input.value("optional", false) ? "may be" : "must be"}});
    const Json& outputs = type.at("outputs");
    std::printf("%s: %s%s%s\n", word(type, "type").c_str(), pace.c_str(), type.value("drives_actuators", false) ? ", drives actuators" : "",
                type.value("drives_clock", false) ? ", can coordinate a lock-step run" : "");
    print("parameters", params);
    print("inputs", inputs);
    for (const Json& output : outputs) {
        std::printf("\noutput %s: %s, %s bytes, %s cells\n", word(output, "port").c_str(), word(output, "message").c_str(),
                    word(output, "bytes").c_str(), word(output, "cells").c_str());
        print_schema(word(output, "schema"));
    }
}

Json node_json(const NodeView& node) {
    Json json = {{"node", node.name},        {"state", node.state()}, {"pid", node.pid}, {"epoch", node.segment->epoch()},
                 {"params", Json::object()}, {"slots", Json::array()}};
    for (const ParamView& param : params_of(*node.segment))
        json["params"][param.name] = {
            {"value", Json::parse(param.json)}, {"type", param.type}, {"live", param.live}, {"limits", param.limits}};
    for (const SlotPlace& slot : node.segment->description().slots)
        json["slots"].push_back({{"slot", slot.name},
                                 {"message", slot.message},
                                 {"bytes", slot.message_bytes},
                                 {"cells", slot.cells},
                                 {"period_ns", slot.period.count()},
                                 {"notify", slot.notify},
                                 {"schema", slot.schema}});
    return json;
}

void print_node(const NodeView& node) {
    std::printf("%s: %s, process %u, epoch %u, %s\n", node.name.c_str(), node.state().c_str(), node.pid, node.segment->epoch(),
                short_bytes(node.segment->description().total_bytes).c_str());
    Table params{{"PARAMETER", "VALUE", "TYPE", "LIMITS", "LIVE"}};
    for (const ParamView& param : params_of(*node.segment))
        params.add({{param.name}, {param.text}, {param.type}, {param.limits}, {param.live ? "live" : "-"}});
    print("parameters", params);
    for (const SlotPlace& slot : node.segment->description().slots) {
        if (slot.name == node.name + ".params") continue;
        std::printf("\nslot %s: %s, %u bytes, %u cells%s\n", slot.name.c_str(), slot.message.c_str(), slot.message_bytes, slot.cells,
                    slot.period > Duration::zero() ? (", every " + text_of(slot.period)).c_str() : "");
        print_schema(slot.schema);
    }
}

/// True if the board has a node of that name; a board that is not there has none.
bool describe_node(const std::string& name, bool json, const Session& session) {
    const BoardPlace place = session.place.resolved();
    std::error_code ignored;
    if (place.kind != BackendKind::kSysv && !std::filesystem::is_directory(place.directory(), ignored)) return false;
    BoardSurvey survey{open_board(place)};
    survey.look();
    const NodeView* const node = survey.find(name);
    if (node == nullptr || !node->segment) return false;
    json ? static_cast<void>(std::printf("%s\n", node_json(*node).dump(2).c_str())) : print_node(*node);
    return true;
}

void run(const std::string& what, bool json, const Session& session) {
    if (describe_node(what, json, session)) return;
    const std::string description = description_of(what);
    if (json) return static_cast<void>(std::fputs(description.c_str(), stdout));
    try {
        print_type(Json::parse(description));
    } catch (const Json::exception& error) {
        throw StartError{ExitCode::kFailed, what + " --describe: not what a seqboard node prints: " + error.what()};
    }
}

}  // namespace

void add_describe(Command program, Session& session) {
    const auto what = std::make_shared<std::string>();
    const auto json = std::make_shared<bool>(false);
    const Command command = program.add("describe", "Show a node's slots, schemas and parameters, or what a node type offers");
    command.option("what", *what, "A node of the board, a node type beside seqboard, or the path of a node program").required();
    command.flag("--json", *json, "Print JSON");
    command.footer(
        "A node type is asked with --describe, which touches no hardware.\n"
        "Examples:\n  seqboard describe wheels\n  seqboard describe heading_node\n  seqboard describe build/bin/my_node --json");
    command.on_run([what, json, &session] { run(*what, *json, session); });
}

}  // namespace seqboard::cli
