// Nodes and the slots between them, as text and for Graphviz.
#include "core/cli/slot_graph.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::cli;

namespace {

const SlotGraph kGraph{.title = "robot",
                       .nodes = {"sonar", "planner"},
                       .slots = {{"range", "Range", "sonar", "20 Hz", {"planner", "arbiter"}}, {"plan", "Plan", "planner", "", {}}}};

}  // namespace

TEST_CASE("a graph's text has each node with what it writes, how often, and who reads it") {
    CHECK(kGraph.text() ==
          "robot\n"
          "|-- sonar\n"
          "|   `-- range (Range, 20 Hz) -> planner, arbiter\n"
          "`-- planner\n"
          "    `-- plan (Plan)\n");
}

TEST_CASE("a graph for Graphviz has an edge for each reader, and a point where there is none") {
    const std::string dot = kGraph.dot();
    CHECK_THAT(dot, Catch::StartsWith("digraph \"robot\" {\n") && Catch::EndsWith("}\n"));
    for (const char* const line :
         {R"("sonar" -> "planner" [label="range\nRange, 20 Hz"];)", R"("sonar" -> "arbiter" [label="range\nRange, 20 Hz"];)",
          R"("slot plan" [shape=point];)", R"("planner" -> "slot plan" [label="plan\nPlan"];)"}) {
        INFO(line);
        CHECK_THAT(dot, Catch::Contains(line));
    }
}
