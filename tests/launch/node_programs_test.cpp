// Programs of nodes that are missing, cannot be run or describe something odd.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/launch/node_set_faults.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

class Programs {
public:
    Programs() : folder_{std::filesystem::temp_directory_path() / ("seqboard-programs-" + std::to_string(::getpid()))} {
        std::filesystem::create_directory(folder_);
    }
    Programs(const Programs&) = delete;
    Programs& operator=(const Programs&) = delete;
    ~Programs() { std::filesystem::remove_all(folder_); }

    void add(const std::string& name, const std::string& script) const {
        std::ofstream{folder_ / name} << "#!/bin/sh\n" << script;
        std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_all);
    }
    std::string folder() const { return folder_.string(); }

    /// What is said of this node set when its programs lie here, errors and then warnings.
    std::string said(const std::string& nodes, const std::string& board_programs = "") const {
        const ScratchBoard scratch;
        const ScratchFile file{"version: 1\nnodes:\n" + nodes};
        const CheckedSet checked = check_file({.file = file.path(), .place = scratch.place(), .board_programs = board_programs}, folder());
        return lines_of(checked.findings.errors()) + lines_of(checked.findings.warnings());
    }

private:
    std::filesystem::path folder_;
};

std::string description(const std::string& output, const std::string& pins = "") {
    return R"(echo '{"type": "script_node", "period_ns": 1, "trigger": null, "drives_clock": false,
 "drives_actuators": false, "params": [], "inputs": [], "outputs": [)" +
           output + R"(], "pins": [)" + pins + "]}'\n";
}

}  // namespace

TEST_CASE("a program that is missing is told once, with the nearest that its folder has") {
    const Programs programs;
    programs.add("sonar_node", "");
    CHECK(programs.said("  a: {type: sonra_node}\n  b: {type: sonra_node}\n") ==
          "3:13 a: no program 'sonra_node' in " + programs.folder() + "; did you mean 'sonar_node'?\n");
    CHECK(programs.said("  a: {type: sonar_node}\n", "/nowhere") == "3:13 a: no program 'sonar_node' in /nowhere\n");
}

TEST_CASE("what is no file, or not executable, cannot be run") {
    const Programs programs;
    std::ofstream{programs.folder() + "/text_node"} << "text";
    const std::string begin = programs.folder() + "/text_node cannot be run; make it executable: chmod +x\n";
    CHECK(programs.said("  a: {type: text_node}\n") == "3:13 a: " + begin);
    CHECK(programs.said("  a: {exec: " + programs.folder() + "}\n") ==
          "3:13 a: " + programs.folder() + " cannot be run; make it executable: chmod +x\n");
}

TEST_CASE("a program of the machine's own that is not here may be where the set runs") {
    const Programs programs;
    CHECK(programs.said("  a: {exec: /nowhere/tool, args: [x]}\n") ==
          "3:13 a: no program /nowhere/tool; the machine that runs the set must have it\n");
    CHECK_THAT(programs.said("  a: {exec: nowhere/tool, args: [x]}\n"),
               Catch::Contains("no program ") && !Catch::Contains("the machine that runs"));
}

TEST_CASE("a program that describes no node is told once, however many nodes it has") {
    const Programs programs;
    programs.add("script_node", "echo hello\n");
    const std::string said = programs.said("  a: {type: script_node}\n  b: {type: script_node}\n");
    CHECK_THAT(said, Catch::StartsWith("3:13 a: script_node: what it prints with --describe is no node's description"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
}

TEST_CASE("a fingerprint has sixteen hexadecimal digits") {
    const Programs programs;
    const auto said = [&](const std::string& fingerprint) {
        programs.add("script_node",
                     description(R"({"port": "out", "message": "Range", "bytes": 16, "cells": 4, "fingerprint": ")" + fingerprint + "\"}"));
        return programs.said("  a: {type: script_node}\n");
    };
    CHECK(said("0123456789abcdef") == "");
    for (const char* const wrong : {"0123456789abcdex", "0123456789abcde", "none"})
        CHECK_THAT(said(wrong), Catch::Contains("is no node's description"));
}

TEST_CASE("the multi-node program that does not know a type says which it knows") {
    const Programs programs;
    programs.add("seqboard_nodes", "echo 'seqboard_nodes: there is no type sonar_node' >&2; exit 64\n");
    CHECK(programs.said("  a: {type: sonar_node}\n") ==
          "3:13 a: no program 'sonar_node' in " + programs.folder() + ", and seqboard_nodes says: there is no type sonar_node\n");
    programs.add("seqboard_nodes", "echo silly >&2; exit 64\n");
    CHECK_THAT(programs.said("  a: {type: sonar_node}\n"), Catch::EndsWith("and seqboard_nodes says: silly\n"));
}

TEST_CASE("a pin that a node has by default is told at the node, for nobody has named it") {
    const Programs programs;
    programs.add("script_node", description("", R"({"parameter": "pin", "pin": "GPF4", "refusal": "GPF4 is an input"})"));
    CHECK(programs.said("  a: {type: script_node}\n") == "3:3 a: parameter 'pin': GPF4 is an input\n");
}
