// Values of a YAML tree: their text on one line, and lists that are added to.
#include "core/launch/yaml/yaml_value.hpp"

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_difference.hpp"
#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

YamlValue tree(const std::string& yaml) {
    Findings findings;
    YamlValue value = parse_yaml(yaml, "set.yaml", findings);
    CHECK_FALSE(findings.has_errors());
    return value;
}

std::string laid_over(const std::string& base, const std::string& top) {
    YamlValue value = tree(base);
    merge_onto(value, tree(top));
    return flow_text(value);
}

}  // namespace

TEST_CASE("the kind of a value is told in words") {
    const YamlValue all = tree("a: x\nb: [x]\nc: {x: y}\nd: ~\n");
    CHECK(kind_text(all.find("a")->value) == std::string{"a text"});
    CHECK(kind_text(all.find("b")->value) == std::string{"a list"});
    CHECK(kind_text(all.find("c")->value) == std::string{"a map"});
    CHECK(kind_text(all.find("d")->value) == std::string{"nothing"});
    CHECK(flow_text(all) == "{a: x, b: [x], c: {x: y}, d: ~}");
}

TEST_CASE("what is added to a single value, a map or nothing makes a list of it") {
    CHECK(laid_over("a: x", "a+: [y, z]") == "{a: [x, y, z]}");
    CHECK(laid_over("a: x", "a+: y") == "{a: [x, y]}");
    CHECK(laid_over("a: [x]", "a+: y") == "{a: [x, y]}");
    CHECK(laid_over("a: ~", "a+: [y]") == "{a: [y]}");
    CHECK(laid_over("a: [x]", "a+: ~") == "{}");
    CHECK(laid_over("b: 1", "+: [y]") == "{b: 1, +: [y]}");  // no key and a plus, but a key
}

TEST_CASE("in profiles an addition is kept for later, in whatever map it first comes") {
    CHECK(laid_over("board: x", "profiles: {p: {nodes: {a: {after+: [b]}}}}") == "{board: x, profiles: {p: {nodes: {a: {after+: [b]}}}}}");
    CHECK(laid_over("profiles: {p: {nodes: {a: {after+: [b]}}}}", "profiles: {p: {nodes: {a: {after+: [c]}}}}") ==
          "{profiles: {p: {nodes: {a: {after+: [b, c]}}}}}");
    CHECK(laid_over("nodes: {a: {}}", "nodes: {b: {after+: [a]}}") == "{nodes: {a: {}, b: {after: [a]}}}");
    CHECK(laid_over("nodes: {a: {}}", "nodes: {b: {profiles: {after+: [a]}}}") == "{nodes: {a: {}, b: {profiles: {after+: [a]}}}}");
}

TEST_CASE("a tree that is no map is replaced as a whole, and remembers what it was") {
    YamlValue value;
    merge_onto(value, tree("a: x"));
    CHECK(flow_text(value) == "{a: x}");
    REQUIRE(value.over.size() == 1);
    CHECK(value.over[0].text == "~");
    merge_onto(value, YamlValue{});
    CHECK(flow_text(value) == "~");
}

TEST_CASE("documents of which only one is a map differ as a whole") {
    YamlValue text;
    text.kind = YamlValue::Kind::kText;
    text.text = "x";
    CHECK(difference(tree("a: x"), text).size() == 1);
    CHECK(difference(text, tree("a: x")).size() == 1);
    CHECK(difference(text, text).empty());
}

TEST_CASE("a key that is a list or a map is told with its place") {
    const auto fault = [](const std::string& yaml) {
        Findings findings;
        parse_yaml(yaml, "set.yaml", findings);
        REQUIRE(findings.errors().size() == 1);
        return text_of(findings.errors()[0]);
    };
    CHECK(fault("{[a, b]: c}") == "set.yaml:1:2: a key must be a word, this is a list");
    CHECK(fault("a: b\n? {d: e}\n: f") == "set.yaml:2:3: a key must be a word, this is a map");
    CHECK(fault("~: c") == "set.yaml:1:1: a key must be a word, this is nothing");
}

TEST_CASE("a document that holds nothing is empty") {
    Findings findings;
    CHECK_THROWS_WITH(parse_yaml("~\n", "set.yaml", findings), "set.yaml:1:1: empty; expected a node set: version: 1 and nodes:");
    CHECK_THROWS_WITH(parse_yaml("--- x\n", "set.yaml", findings),
                      Catch::EndsWith("this is a text; expected a map with version: 1 and nodes:"));
}
