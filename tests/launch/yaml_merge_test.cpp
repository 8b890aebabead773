// How files and profiles are laid over each other.
#include <catch2/catch.hpp>

#include "core/launch/yaml/variables.hpp"
#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

YamlValue merged(const std::string& base, const std::string& top) {
    Findings findings;
    YamlValue value = parse_yaml(base, "base.yaml", findings);
    merge_onto(value, parse_yaml(top, "top.yaml", findings));
    CHECK_FALSE(findings.has_errors());
    return value;
}

}  // namespace

TEST_CASE("maps are merged deeply, texts and lists replaced, and every value keeps the place it comes from") {
    const YamlValue value = merged("nodes: {a: {type: x, after: [b, c]}, b: {type: y}}\n", "nodes:\n  a: {after: [d]}\n  e: {type: z}\n");
    const YamlValue& nodes = value.find("nodes")->value;
    REQUIRE(nodes.members.size() == 3);
    const YamlValue& a = nodes.find("a")->value;
    CHECK(a.find("type")->value.text == "x");
    CHECK(text_of(a.find("type")->value.place) == "base.yaml:1:19");
    REQUIRE(a.find("after")->value.items.size() == 1);
    CHECK(text_of(a.find("after")->value.items[0].place) == "top.yaml:2:15");
    CHECK(nodes.members[2].key == "e");
}

TEST_CASE("a map replaces a text and a text replaces a map") {
    CHECK(merged("clock: real\n", "clock: {mode: lockstep}\n").find("clock")->value.is(YamlValue::Kind::kMap));
    CHECK(merged("restart: {max: 3}\n", "restart: never\n").find("restart")->value.text == "never");
}

TEST_CASE("nothing takes out what a file below has, and only there it means that") {
    const YamlValue value =
        merged("nodes: {a: {type: x, params: {b: 1, c: 2}}, d: {type: y}}\n", "nodes: {d: ~, a: {params: {b: ~}}, e: ~}\n");
    const YamlValue& nodes = value.find("nodes")->value;
    CHECK(nodes.find("d") == nullptr);
    CHECK(nodes.find("a")->value.find("params")->value.members.size() == 1);
    REQUIRE(nodes.find("e") != nullptr);
    CHECK(nodes.find("e")->value.is(YamlValue::Kind::kNothing));
}

TEST_CASE("variables are filled in where they stand, also in each other") {
    Findings findings;
    Variables variables{findings};
    const YamlValue file = parse_yaml("vars: {x: 1, y: \"${x}2\"}\ntext: \"a${y}b$${x}${config}\"\n", "folder/set.yaml", findings);
    variables.define(file.find("vars")->value);
    CHECK(variables.expand(file.find("text")->value) == "a12b${x}folder");
    CHECK(variables.override_with("x", "9"));
    CHECK_FALSE(variables.override_with("z", "9"));
    CHECK(variables.expand(file.find("text")->value) == "a92b${x}folder");
    CHECK_FALSE(findings.has_errors());
}

TEST_CASE("the environment is read, with a default where it is silent") {
    Findings findings;
    Variables variables{findings};
    const YamlValue file =
        parse_yaml("a: \"${env:HOME:-none}\"\nb: \"${env:SEQBOARD_NO_SUCH_VARIABLE:-/dev/ttyS0}\"\n", "set.yaml", findings);
    CHECK(variables.expand(file.find("a")->value) != "none");
    CHECK(variables.expand(file.find("b")->value) == "/dev/ttyS0");
}
