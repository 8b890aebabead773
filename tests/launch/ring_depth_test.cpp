// The check that a ring is long enough for the slowest reader.
#include <catch2/catch.hpp>

#include "core/launch/launch_check.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

NodeEntry node(const std::string& name) {
    NodeEntry entry;
    entry.name = name;
    entry.type.value = name;
    return entry;
}

std::size_t warnings_for(std::uint32_t message_bytes, Duration period, std::uint32_t cells) {
    NodeSet set;
    set.nodes = {node("camera"), node("viewer")};
    NodeTypeInfo camera;
    camera.period = period;
    camera.outputs = {{"frame", "Frame", "1", message_bytes, cells}};
    NodeTypeInfo viewer;
    viewer.period = 100ms;
    viewer.inputs = {{"frame", "Frame", "1", message_bytes, 0}};
    NodeCatalog catalog;
    catalog.add("camera", camera);
    catalog.add("viewer", viewer);
    Findings findings;
    check_node_set(set, catalog, wire(set, catalog), findings);
    CHECK_FALSE(findings.has_errors());
    return findings.warnings().size();
}

}  // namespace

TEST_CASE("a ring that the writer laps while the board copies one sample is warned about") {
    CHECK(warnings_for(1 << 20, 5ms, 4) == 1);  // 21 ms to copy, overtaken after 15 ms
    CHECK(warnings_for(1 << 20, 5ms, 8) == 0);  // after 35 ms
    CHECK(warnings_for(64, 1ms, 2) == 0);
}
