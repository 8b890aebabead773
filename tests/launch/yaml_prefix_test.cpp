// What of a node set's tree gets a name in front when the file is included under one.
#include "core/launch/yaml/yaml_prefix.hpp"

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

/// The tree under the name `left`, on one line.
std::string under_left(const std::string& yaml) {
    Findings findings;
    YamlValue tree = parse_yaml(yaml, "part.yaml", findings);
    CHECK_FALSE(findings.has_errors());
    prefix_names(tree, "left");
    return flow_text(tree);
}

}  // namespace

TEST_CASE("variables of the tree get the name in front wherever they stand, others and dollar signs stay") {
    CHECK(under_left("vars: {far_m: 2}\nprofiles: {long: {vars: {near_m: \"${far_m}\"}}}\nlog: {\"${near_m}\": [\"${far_m}${tty} $${far_m} "
                     "$ ${far_m\"]}\n") ==
          "{vars: {left.far_m: 2}, profiles: {long: {vars: {left.near_m: ${left.far_m}}}}, "
          "log: {${left.near_m}: [${left.far_m}${tty} $${far_m} $ ${far_m]}}");
}

TEST_CASE("in a condition variables of the tree get the name in front, values, words and other variables do not") {
    const auto when = [](const std::string& condition) {
        const std::string text = under_left("vars: {a: 1, B_2.c-d: 2}\nprofiles: {p: {when: '" + condition + "'}}\n");
        const std::string begin = "{vars: {left.a: 1, left.B_2.c-d: 2}, profiles: {p: {when: ";
        REQUIRE(text.starts_with(begin));
        return text.substr(begin.size(), text.size() - begin.size() - 3);
    };
    CHECK(when("a == a and B_2.c-d") == "left.a == a and left.B_2.c-d");
    CHECK(when("not (a<a or a >a)") == "not (left.a<a or left.a >a)");
    CHECK(when("profile == a or Z and a") == "profile == a or Z and left.a");
    CHECK(when("(a)") == "(left.a)");
}

TEST_CASE("what refers to a node or slot of the tree gets the name in front, as the node does") {
    CHECK(under_left("nodes:\n"
                     "  a: {type: x, inputs: {front: range}, outputs: {seen: sight}, process: one, ready: {slot: sight}, after: b}\n"
                     "  b: {type: y, slot_prefix: mine., after: [c, \"slot:range\", \"file:/dev/ttyS0\"], after+: [a]}\n"
                     "  c: {type: z, after: {a: ready, \"slot:sight\": {max_age: 1s}}, ready: {}, inputs: {front: [near, far]}}\n"
                     "  d: text\n") ==
          "{nodes: {left.a: {type: x, inputs: {front: left.range}, outputs: {seen: left.sight}, process: left.one, ready: {slot: "
          "left.sight}, after: left.b, "
          "slot_prefix: left.}, "
          "left.b: {type: y, slot_prefix: left.mine., after: [left.c, slot:left.range, file:/dev/ttyS0], after+: [left.a]}, "
          "left.c: {type: z, after: {left.a: ready, slot:left.sight: {max_age: 1s}}, ready: {}, inputs: {front: [left.near, left.far]}, "
          "slot_prefix: left.}, "
          "left.d: text}}");
}

TEST_CASE("what the file itself says of nodes and slots gets the name in front, also what its profiles say") {
    CHECK(under_left("clock: {driver: sim}\nwatchdog: {nodes: [a, b], nodes+: [c]}\noperator_writes: [goal]\n"
                     "profiles: {sim: {replace: {motors: plant, odd: ~}, clock: {step: 1ms}, watchdog: {}}, empty: ~}\n") ==
          "{clock: {driver: left.sim}, watchdog: {nodes: [left.a, left.b], nodes+: [left.c]}, operator_writes: [left.goal], "
          "profiles: {sim: {replace: {left.motors: left.plant, left.odd: ~}, clock: {step: 1ms}, watchdog: {}}, empty: ~}}");
}
