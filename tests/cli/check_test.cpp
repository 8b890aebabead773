// seqboard check and explain: what they say of a set that is good, doubtful, wrong or not there, to people and to programs.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A simulator that drives the clock, and who reads it.
class CheckedSets : public DescribedPrograms {
public:
    CheckedSets() {
        add(described_type("sim_node", {{"drives_clock", true}, {"outputs", {described_port("range")}}}));
        add(described_type(
            "reader_node",
            {{"inputs", {described_port("range")}},
             {"params", {{{"name", "device"}, {"type", "string"}, {"required", false}, {"default", ""}, {"live", false}}}}}));
    }
    std::string set(const std::string& text) const { return put("set.yaml", "version: 1\n" + text); }
    std::string nodes() const {
        return "nodes:\n  sim: {exec: " + folder() + "/sim_node}\n  reader: {exec: " + folder() + "/reader_node}\n";
    }
    ProgramOutput run(std::vector<std::string> words) const { return command_here(scratch, std::move(words)); }
};

}  // namespace

TEST_CASE("a set that is good is said to be, with its nodes, slots and clock") {
    const CheckedSets sets;
    std::string file = sets.set(sets.nodes());
    ProgramOutput output = sets.run({"check", file});
    CHECK(output.exit_code == 0);
    CHECK(output.out == file + ": good: 2 nodes, 1 slots, real time\n");
    CHECK(output.err.empty());
    file = sets.set("clock: {mode: lockstep, driver: sim, step: 10ms}\n" + sets.nodes());
    output = sets.run({"check", file});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    CHECK(output.out == file + ": good: 2 nodes, 1 slots, lock-step by 'sim' at 10 ms in 1 levels\n");
}

TEST_CASE("a warning is told as one and the set stays good") {
    const CheckedSets sets;
    const std::string file = sets.set(sets.nodes() + "  gps: {exec: /usr/bin/no_such_daemon, args: [--quiet]}\n");
    const ProgramOutput output = sets.run({"check", file});
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.err, Catch::StartsWith(file + ":5:") && Catch::Contains(": warning: gps: no program /usr/bin/no_such_daemon"));
    const Json json = Json::parse(sets.run({"check", file, "--json"}).out);
    CHECK(json.at("ok") == true);
    CHECK(json.at("errors").empty());
    CHECK(json.at("warnings").at(0).at("line") == 5);
    CHECK_THAT(json.at("warnings").at(0).at("sentence").get<std::string>(), Catch::StartsWith("gps: no program"));
}

TEST_CASE("what is wrong has its place, one line each, and in JSON as numbers") {
    const CheckedSets sets;
    const std::string file = sets.set(sets.nodes() + "  late: {exec: " + sets.folder() + "/nothing_node}\n");
    const ProgramOutput output = sets.run({"check", file});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK(output.out.empty());
    CHECK_THAT(output.err, Catch::StartsWith(file + ":5:") && Catch::Contains("late: no program"));
    const ProgramOutput for_programs = sets.run({"check", file, "--json"});
    CHECK(for_programs.exit_code == code(ExitCode::kConfig));
    const Json json = Json::parse(for_programs.out);
    CHECK(json.at("ok") == false);
    CHECK(json.at("errors").at(0).at("file") == file);
    CHECK(json.at("errors").at(0).at("column") > 0);
}

TEST_CASE("a file that cannot be read is one sentence, or one error in JSON") {
    const CheckedSets sets;
    const std::string file = sets.folder() + "/none.yaml";
    const ProgramOutput output = sets.run({"check", file});
    CHECK(output.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(output.err, Catch::Contains(file));
    const ProgramOutput for_programs = sets.run({"check", file, "--json"});
    CHECK(for_programs.exit_code == code(ExitCode::kNoInput));
    CHECK(for_programs.err.empty());
    const Json json = Json::parse(for_programs.out);
    CHECK(json.at("file") == file);
    CHECK(json.at("ok") == false);
    CHECK_THAT(json.at("errors").at(0).at("sentence").get<std::string>(), Catch::Contains(file));
}

TEST_CASE("check without a file prints the keys that a set may have, their schema, or what is missing") {
    const CheckedSets sets;
    CHECK(Json::parse(sets.run({"check", "--json-schema"}).out).at("properties").contains("nodes"));
    CHECK_THAT(sets.run({"check", "--keys"}).out, Catch::Contains("`operator_writes`"));
    const ProgramOutput output = sets.run({"check"});
    CHECK(output.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(output.err, Catch::Contains("check: which file is missing"));
}

TEST_CASE("explain names the line of a value, what it lies over, its variables, and what stands for one that nobody says") {
    const CheckedSets sets;
    const std::string file = sets.set("vars: {port: /dev/ttyS0}\n" + sets.nodes() + "  other: {exec: " + sets.folder() +
                                      "/reader_node, inputs: {range: range}, params: {device: \"${port}\"}}\n");
    const auto explained = [&](const std::string& key, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"explain", key, file});
        const ProgramOutput output = sets.run(more);
        INFO(output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    };
    CHECK_THAT(explained("other.device"), Catch::StartsWith("other.params.device = ${port}\n    " + file + ":6:") &&
                                              Catch::Contains("\n    vars.port = /dev/ttyS0\n        " + file + ":2:"));
    CHECK_THAT(explained("vars.port", {"--set", "port=/dev/null"}),
               Catch::Contains("vars.port = /dev/null") && Catch::Contains("    over " + file + ":2:"));
    CHECK_THAT(explained("reader.device"), Catch::Contains("reader.params.device") && Catch::Contains("the default of reader_node"));
    CHECK_THAT(explained("reader.restart"), Catch::StartsWith("reader.restart: not set\n    "));
    CHECK(sets.run({"explain", "raeder", file}).exit_code == code(ExitCode::kNoInput));
}
