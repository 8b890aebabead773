#include "core/cli/node_template.hpp"

#include <algorithm>
#include <string_view>

#include "core/cli/name_case.hpp"

namespace seqboard::cli {

namespace {

constexpr std::string_view kHeader = R"(// @stem@_node: say in one sentence what this node does.
#pragma once

#include "core/node.hpp"

/// What the node publishes. Plain data; every floating-point field carries its SI unit as a suffix.
struct @Name@State {
    float level_ratio = 0;    ///< 0 to 1
    std::uint32_t steps = 0;  ///< counts steps
};
SEQBOARD_MESSAGE(@Name@State, level_ratio, steps);

class @Name@Node {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{100};

    /// Everything the outside can see or set: parameters and ports, one line each. An input names its maximum age:
    /// seqboard::Input<seqboard::Range> front = setup.input<seqboard::Range>("front", std::chrono::milliseconds{200});
    struct Io {
        seqboard::Setup& setup;
        seqboard::Live<float> gain_ratio = setup.live_param("gain_ratio", 0.5f, seqboard::Limits<float>{0.0f, 1.0f});
        seqboard::Output<@Name@State> state = setup.output<@Name@State>("@stem@");
    };

    /// Opens hardware; throws seqboard::StartError if it is not there.
    explicit @Name@Node(Io io) : io_{std::move(io)} {}

    /// No throw, no allocation, no waiting.
    void step(const seqboard::Tick& tick) { io_.state.write({.level_ratio = tick.count % 2 == 0 ? io_.gain_ratio : 0.0f, .steps = static_cast<std::uint32_t>(tick.count)}); }

private:
    Io io_;
};
)";

constexpr std::string_view kSource = R"(#include "@stem@_node.hpp"

int main(int argc, char** argv) { return seqboard::run_node<@Name@Node>(argc, argv); }
)";

constexpr std::string_view kTest = R"(#include "@stem@_node.hpp"

#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "core/testing/bench.hpp"

TEST_CASE("the gain sets the level of every other step") {
    seqboard::Bench<@Name@Node> bench{{{"gain_ratio", "0.25"}}};
    bench.step();
    CHECK(bench.get<@Name@State>("@stem@")->level_ratio == 0.25f);
    bench.step();
    CHECK(bench.get<@Name@State>("@stem@")->level_ratio == 0.0f);
}

TEST_CASE("a gain above one is refused at the start") {
    CHECK_THROWS_AS((seqboard::Bench<@Name@Node>{{{"gain_ratio", "1.5"}}}), seqboard::StartError);
}
)";

constexpr std::string_view kCmakeLines = R"(
seqboard_add_node(@stem@_node SOURCES @stem@_node.cpp)
seqboard_add_node_test(@stem@_node_test SOURCES @stem@_node_test.cpp)
)";

constexpr std::string_view kCmakeProject = R"(cmake_minimum_required(VERSION 3.20)
project(@stem@ LANGUAGES CXX)

find_package(seqboard REQUIRED)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
enable_testing()
)";

constexpr std::string_view kEntry = R"(  @stem@:
    exec: build/bin/@stem@_node    # a path relative to this file; a program beside `seqboard` is named with `type: @stem@_node`
    params: {gain_ratio: 0.5}
)";

std::string filled(std::string_view text, const std::string& stem) {
    std::string result;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find('@'), text.size());
        result += text.substr(0, at);
        text.remove_prefix(at);
        if (text.starts_with("@stem@")) {
            result += stem;
            text.remove_prefix(6);
        } else if (text.starts_with("@Name@")) {
            result += pascal_case(stem);
            text.remove_prefix(6);
        }
    }
    return result;
}

}  // namespace

std::vector<NewFile> node_files(const std::string& stem) {
    return {{stem + "_node.hpp", filled(kHeader, stem)},
            {stem + "_node.cpp", filled(kSource, stem)},
            {stem + "_node_test.cpp", filled(kTest, stem)}};
}

std::string cmake_lines(const std::string& stem) { return filled(kCmakeLines, stem); }
std::string cmake_project(const std::string& project) { return filled(kCmakeProject, project); }
std::string node_set_entry(const std::string& stem) { return filled(kEntry, stem); }
std::string node_set(const std::string& stem) { return "version: 1\nnodes:\n" + node_set_entry(stem); }

}  // namespace seqboard::cli
