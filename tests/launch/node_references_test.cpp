// Nodes that are taken out of a node set's tree, and what names them afterwards.
#include "core/launch/node_references.hpp"

#include <catch2/catch.hpp>

#include "core/launch/yaml/yaml_source.hpp"

using namespace seqboard;

namespace {

/// The tree without these nodes, on one line.
std::string without(const std::string& yaml, const std::map<std::string, std::string>& out) {
    Findings findings;
    YamlValue tree = parse_yaml(yaml, "set.yaml", findings);
    take_out_nodes(tree, out);
    return flow_text(tree);
}

/// The same after `replace:`, and what was said.
std::string replaced(const std::string& yaml, const std::string& rules) {
    Findings findings;
    YamlValue tree = parse_yaml(yaml, "set.yaml", findings);
    replace_nodes(tree, parse_yaml(rules, "rules.yaml", findings), findings);
    std::string text = flow_text(tree);
    for (const Finding& finding : findings.errors()) text += "\n" + text_of(finding);
    return text;
}

}  // namespace

TEST_CASE("who waited for one node that is gone waits for what stands in its place, or for nothing") {
    CHECK(without("nodes: {a: {}, b: {after: a}, c: {}}", {{"a", "c"}}) == "{nodes: {b: {after: c}, c: {}}}");
    CHECK(without("nodes: {a: {}, b: {after: a}}", {{"a", ""}}) == "{nodes: {b: {after: []}}}");
    CHECK(without("nodes: {a: {}, b: {after: c}, c: {}}", {{"a", ""}}) == "{nodes: {b: {after: c}, c: {}}}");
    CHECK(without("nodes: {a: {}, b: {after: a}}", {{"a", "b"}}) == "{nodes: {b: {after: []}}}");  // not for itself
}

TEST_CASE("a list of what a node waits for has nobody twice") {
    CHECK(without("nodes: {a: {}, b: {}, c: {}, d: {after: [a, b, c]}}", {{"a", "c"}, {"b", "c"}}) == "{nodes: {c: {}, d: {after: [c]}}}");
    CHECK(without("nodes: {a: {}, b: {after: [a, \"slot:x\"]}}", {{"a", ""}}) == "{nodes: {b: {after: [slot:x]}}}");
}

TEST_CASE("conditions under a node's name go to what stands in its place, if that has none and is not the node itself") {
    CHECK(without("nodes: {a: {}, c: {}, d: {after: {a: started, \"slot:x\": {max_age: 1s}}}}", {{"a", "c"}}) ==
          "{nodes: {c: {}, d: {after: {c: started, slot:x: {max_age: 1s}}}}}");
    CHECK(without("nodes: {a: {}, c: {}, d: {after: {c: ready, a: started}}}", {{"a", "c"}}) == "{nodes: {c: {}, d: {after: {c: ready}}}}");
    CHECK(without("nodes: {a: {}, d: {after: {a: ready}}}", {{"a", "d"}}) == "{nodes: {d: {after: {}}}}");
    CHECK(without("nodes: {a: {}, d: {after: {a: ready}}}", {{"a", ""}}) == "{nodes: {d: {after: {}}}}");
}

TEST_CASE("a replacement that is replaced in its turn leads on, and a circle of them to nothing") {
    CHECK(without("nodes: {a: {}, b: {}, c: {}, d: {after: a}}", {{"a", "b"}, {"b", "c"}}) == "{nodes: {c: {}, d: {after: c}}}");
    CHECK(without("nodes: {a: {}, b: {}, d: {after: [a, b]}}", {{"a", "b"}, {"b", "a"}}) == "{nodes: {d: {after: []}}}");
}

TEST_CASE("the clock's driver and the watchdog's nodes are redirected, but a driver that is gone for nothing stays to be told") {
    CHECK(without("clock: {driver: a}\nwatchdog: {nodes: [a, b]}\nnodes: {a: {}, b: {}, c: {}}", {{"a", "c"}}) ==
          "{clock: {driver: c}, watchdog: {nodes: [c, b]}, nodes: {b: {}, c: {}}}");
    CHECK(without("clock: {driver: a}\nwatchdog: {nodes: a}\nnodes: {a: {}, b: {}}", {{"a", ""}}) ==
          "{clock: {driver: a}, watchdog: {nodes: []}, nodes: {b: {}}}");
    CHECK(without("clock: {step: 1ms}\nwatchdog: {timeout: 9s}\nnodes: {a: {}, b: {}}", {{"a", "b"}}) ==
          "{clock: {step: 1ms}, watchdog: {timeout: 9s}, nodes: {b: {}}}");
}

TEST_CASE("a tree without nodes, or from which none is taken, stays as it is") {
    CHECK(without("clock: {driver: a}", {{"a", "b"}}) == "{clock: {driver: a}}");
    CHECK(without("nodes: {a: {after: b}}", {}) == "{nodes: {a: {after: b}}}");
    CHECK(replaced("clock: {driver: a}", "a: b") == "{clock: {driver: a}}");
}

TEST_CASE("a pattern means names and types, and never the node that takes their place") {
    CHECK(replaced("nodes: {motor: {type: servo_node}, head: {exec: ./servo}, plant: {}}", "\"*_node\": plant") ==
          "{nodes: {head: {exec: ./servo}, plant: {}}}");
    CHECK(replaced("nodes: {pump_a: {}, pump_b: {}}", "\"pump_*\": pump_b") == "{nodes: {pump_b: {}}}");
    CHECK(replaced("nodes: {pump: {}, head: {}}", "pump: plant\nwheels: ~") ==
          "{nodes: {pump: {}, head: {}}}\nrules.yaml:1:7: replace: there is no node 'plant'; known: pump, head\n"
          "rules.yaml:2:1: replace: no node has a name or type 'wheels'; known: pump, head");
}
