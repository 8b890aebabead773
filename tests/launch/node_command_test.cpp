// The words that a node is started with, as far as no program needs to be asked.
#include "core/launch/node_command.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/messages/slot_fault.hpp"
#include "tests/launch/known_types.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const KnownTypes kTypes{{node_type("source_node", {}, {port("range")}), node_type("reader_node", {port("front")})}};

std::string text_of(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += " " + word;
    return text;
}

std::string flags(const NodeSet& set, const std::string& node) {
    const Wiring wiring = wire(set, kTypes.catalog());
    return text_of(node_flags(set, *set.find(node), wiring, lockstep_participants(set, kTypes.catalog(), wiring))) + " ";
}

}  // namespace

TEST_CASE("a period is passed on exactly, in milliseconds where it has whole ones") {
    const auto period = [](const std::string& text) {
        return flags(read_only("version: 1\nnodes: {a: {type: source_node, period: " + text + "}}\n").set, "a");
    };
    CHECK_THAT(period("20ms"), Catch::Contains(" --period 20ms "));
    CHECK_THAT(period("1500us"), Catch::Contains(" --period 1500000ns "));
}

TEST_CASE("an input is looked for at its writer, under its slot's name where nobody writes it, and not at all where it may be missing") {
    const auto input = [](bool optional, const std::string& writer) {
        const NodeSet set = read_only("version: 1\nnodes: {a: {type: reader_node}}\n").set;
        Wiring wiring = wire(set, kTypes.catalog());
        wiring.inputs[0].info.optional = optional;
        wiring.inputs[0].writer = writer;
        return text_of(node_flags(set, set.nodes[0], wiring, {})) + " ";
    };
    CHECK_THAT(input(false, "b"), Catch::Contains(" --input front=front@b "));
    CHECK_THAT(input(true, "b"), Catch::Contains(" --input front=front@b "));
    CHECK_THAT(input(false, ""), Catch::Contains(" --input front=front "));
    CHECK_THAT(input(true, ""), Catch::Contains(" --input front=- "));
}

TEST_CASE("a board of another kind of memory is named to its nodes") {
    CHECK_THAT(flags(read_only("version: 1\nbackend: sysv\nnodes: {a: {type: source_node}}\n").set, "a"),
               Catch::Contains(" --backend sysv "));
    CHECK_THAT(flags(read_only("version: 1\nnodes: {a: {type: source_node}}\n").set, "a"), !Catch::Contains("--backend"));
}

TEST_CASE("who may put faults into slots is named to all others, if the set allows it") {
    const auto faults = [](const std::string& head, const std::string& node) {
        const NodeSet set = read_only("version: 1\n" + head + "nodes: {a: {type: source_node}, b: {type: source_node, outputs: {range: " +
                                      std::string{kSlotFaultsSlot} + "}}}\n")
                                .set;
        return flags(set, node);
    };
    CHECK_THAT(faults("faults: allowed\n", "a"), Catch::Contains(" --faults b "));
    CHECK_THAT(faults("faults: allowed\n", "b"), !Catch::Contains("--faults"));
    CHECK_THAT(faults("", "a"), !Catch::Contains("--faults"));
    CHECK_THAT(flags(read_only("version: 1\nfaults: allowed\nnodes: {a: {type: source_node}}\n").set, "a"), !Catch::Contains("--faults"));
}

TEST_CASE("in lock-step a node takes part with its own period, and a program that knows no blackboard does not") {
    const NodeSet set =
        read_only(
            "version: 1\nclock: {mode: lockstep, driver: sim, step: 10ms}\nnodes:\n  sim: {type: source_node}\n"
            "  a: {type: reader_node, inputs: {front: range}}\n  b: {type: reader_node, inputs: {front: range}, period: 50ms}\n"
            "  tool: {exec: /bin/sh, args: [x]}\n")
            .set;
    const auto participants = lockstep_participants(set, kTypes.catalog(), wire(set, kTypes.catalog()));
    REQUIRE(participants.size() == 2);
    CHECK(participants[0].period_ticks == 1);
    CHECK(participants[1].node == "b");
    CHECK(participants[1].period_ticks == 5);
    CHECK_THAT(flags(set, "sim"), Catch::Contains(" --participant b:0:5 "));
    CHECK(flags(set, "tool") == " x ");
}
