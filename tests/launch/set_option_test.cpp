// --set NAME=VALUE in a node set's tree.
#include "core/launch/set_option.hpp"

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

/// The tree after the option on one line; "no" if nothing in it has that name.
std::string after(const std::string& yaml, const std::string& option) {
    Findings findings;
    YamlValue tree = parse_yaml(yaml, "set.yaml", findings);
    const bool found = set_in_tree(tree, parse_set_option(option), findings);
    CHECK_FALSE(findings.has_errors());
    return found ? flow_text(tree) : "no";
}

}  // namespace

TEST_CASE("a value that begins with a bracket is a list or map, a tilde takes the key out, all else is text") {
    const std::string yaml = "nodes: {a: {restart: {max: 3}}}";
    CHECK(after(yaml, "a.restart={max: 5, window: 9s}") == "{nodes: {a: {restart: {max: 5, window: 9s}}}}");
    CHECK(after(yaml, "a.after=[b, c]") == "{nodes: {a: {restart: {max: 3}, after: [b, c]}}}");
    CHECK(after(yaml, "a.restart=~") == "{nodes: {a: {}}}");
    CHECK(after(yaml, "a.gain=~1") == "{nodes: {a: {restart: {max: 3}, params: {gain: ~1}}}}");
    CHECK(after(yaml, "a.restart=") == "{nodes: {a: {restart: \"\"}}}");
}

TEST_CASE("whatever was given is said to come from the command line") {
    Findings findings;
    YamlValue tree = parse_yaml("nodes: {a: {}}", "set.yaml", findings);
    CHECK(set_in_tree(tree, parse_set_option("a.restart={max: 5}"), findings));
    const YamlMember& max = *tree.find("nodes")->value.find("a")->value.find("restart")->value.find("max");
    CHECK(text_of(max.place) == "--set a.restart={max: 5}");
    CHECK(text_of(max.value.place) == "--set a.restart={max: 5}");
}

TEST_CASE("of nodes whose names begin alike the longest is meant") {
    CHECK(after("nodes: {left: {}, left.arm: {}, left.ar: {}}", "left.arm.gain=2") ==
          "{nodes: {left: {}, left.arm: {params: {gain: 2}}, left.ar: {}}}");
    CHECK(after("nodes: {left.arm: {}, left: {}}", "left.arm.gain=2") == "{nodes: {left.arm: {params: {gain: 2}}, left: {}}}");
    CHECK(after("nodes: {left: {}}", "left.arm.gain=2") == "{nodes: {left: {params: {arm: {gain: 2}}}}}");
}

TEST_CASE("a key of the file is set whether it stands there or not, but for those that hold others") {
    CHECK(after("clock: {mode: real}", "clock.step=20ms") == "{clock: {mode: real, step: 20ms}}");
    CHECK(after("board: x", "clock.step=20ms") == "{board: x, clock: {step: 20ms}}");
    for (const char* const option : {"nodes=1", "vars=1", "vars.b=1", "profiles=1", "include=1", "speed=1"})
        CHECK(after("board: x\nvars: {a: 1}", option) == "no");
    CHECK(after("board: x\nvars: {a: 1}", "a=2") == "{board: x, vars: {a: 2}}");
}

TEST_CASE("an option without a name is refused") {
    CHECK_THROWS_WITH(parse_set_option("=3"), "--set '=3': expected NAME=VALUE");
    CHECK_THROWS_WITH(parse_set_option("a"), "--set 'a': expected NAME=VALUE");
    CHECK(parse_set_option("a=b=c").value == "b=c");
}
