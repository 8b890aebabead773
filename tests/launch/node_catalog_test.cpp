// Asking node programs what they are.
#include "core/launch/node_catalog.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const std::string kPrograms = built("launch_test_nodes");

NodeSet set_of(const std::string& type) {
    NodeSet set;
    set.nodes.emplace_back();
    set.nodes[0].name = "front";
    set.nodes[0].type = {type, {"set.yaml", 3, 9}};
    return set;
}

class Script {
public:
    explicit Script(const std::string& text)
        : folder_{std::filesystem::temp_directory_path() / ("seqboard-catalog-" + std::to_string(::getpid()))} {
        std::filesystem::create_directory(folder_);
        std::ofstream{folder_ / "script_node"} << "#!/bin/sh\n" << text;
        ::chmod((folder_ / "script_node").c_str(), 0755);
    }
    ~Script() { std::filesystem::remove_all(folder_); }
    std::string folder() const { return folder_.string(); }

private:
    std::filesystem::path folder_;
};

std::string fault_of(const std::string& script, Duration limit) {
    const Script program{script};
    Findings findings;
    NodeCatalog::describe(set_of("script_node"), program.folder(), limit, findings);
    return findings.has_errors() ? text_of(findings.errors().front()) : "";
}

}  // namespace

TEST_CASE("a node program tells its parameters and ports") {
    Findings findings;
    const NodeSet set = set_of("source_node");
    const NodeCatalog catalog = NodeCatalog::describe(set, kPrograms, 10s, findings);
    REQUIRE(catalog.find(set.nodes[0]) != nullptr);
    const NodeTypeInfo& type = *catalog.find(set.nodes[0]);
    CHECK(type.type == "source_node");
    CHECK(type.period == 10ms);
    REQUIRE(type.params.size() == 6);
    CHECK(type.params[0].limits->max == Approx(10));
    CHECK_FALSE(type.drives_actuators);
    REQUIRE(type.outputs.size() == 1);
    CHECK(type.outputs[0].message == "Range");
    CHECK(type.outputs[0].message_bytes == 16);
}

TEST_CASE("a node tells the pins that it will hold with its own parameters, though another parameter is wrong") {
    Findings findings;
    NodeSet set = set_of("source_node");
    set.nodes.push_back(set.nodes[0]);
    set.nodes[1].name = "rear";
    set.nodes[0].params = {{"pin", "GPF4", {}, {}}, {"count", "many", {}, {}}};
    const NodeCatalog catalog = NodeCatalog::describe(set, kPrograms, 10s, findings);
    CHECK_FALSE(findings.has_errors());
    REQUIRE(catalog.pins_of(set.nodes[0]).size() == 1);
    CHECK(catalog.pins_of(set.nodes[0]).front().pin == "GPF4");
    CHECK(catalog.pins_of(set.nodes[1]).empty());
}

TEST_CASE("the multi-node program answers for a type that has no program of its own") {
    const Script empty{""};
    std::filesystem::copy(kPrograms + "/seqboard_nodes", empty.folder() + "/seqboard_nodes");
    Findings findings;
    const NodeSet set = set_of("follow_node");
    const NodeCatalog catalog = NodeCatalog::describe(set, empty.folder(), 10s, findings);
    REQUIRE(catalog.find(set.nodes[0]) != nullptr);
    CHECK(catalog.find(set.nodes[0])->trigger == "front");
    CHECK(catalog.find(set.nodes[0])->drives_actuators);
}

TEST_CASE("a program that hangs, crashes or chatters instead of describing itself is told apart") {
    CHECK(fault_of("exec sleep 100", 50ms) ==
          "set.yaml:3:9: front: script_node: --describe did not end within 50 ms; a node's Io must not open hardware");
    CHECK(fault_of("kill -SEGV $$", 10s) ==
          "set.yaml:3:9: front: script_node: --describe failed with exit code 139; is it a seqboard node, built for this machine?");
    CHECK(fault_of("echo no such device >&2; exit 69", 10s) ==
          "set.yaml:3:9: front: script_node: --describe failed with exit code 69 (no such device); is it a seqboard node, built for this "
          "machine?");
    CHECK(fault_of("echo hello", 10s) ==
          "set.yaml:3:9: front: script_node: what it prints with --describe is no node's description; is it a node, built against this "
          "seqboard?");
    CHECK_THAT(fault_of(R"(echo '{"type": "script_node", "period_ns": 1, "trigger": null, "drives_clock": false, "drives_actuators": false,
                             "params": [], "inputs": [], "outputs": [{"port": "out", "message": "Range", "fingerprint": "none", "bytes": 16}]}')",
                        10s),
               Catch::EndsWith("what it prints with --describe is no node's description; is it a node, built against this seqboard?"));
    CHECK(fault_of("yes", 200ms) ==
          "set.yaml:3:9: front: script_node: --describe did not end within 200 ms; a node's Io must not open hardware");
}
