// Node types as their programs would describe them, without programs: what a set of such nodes is told.
#pragma once

#include <catch2/catch.hpp>

#include "core/launch/enable_line.hpp"
#include "core/launch/launch_check.hpp"
#include "core/segment/slot_spec.hpp"
#include "tests/launch/node_set_faults.hpp"

namespace seqboard::testing {

/// Ports of one message have one layout; without a message they carry any.
inline PortInfo port(const std::string& name, const std::string& message = "Range") {
    PortInfo made;
    made.port = name;
    made.message = message;
    if (!message.empty()) made.fingerprint = "0123456789abcdef";
    made.message_bytes = 16;
    made.cells = kDefaultCells;
    return made;
}

/// Steps every 10 ms.
inline NodeTypeInfo node_type(const std::string& name, std::vector<PortInfo> inputs = {}, std::vector<PortInfo> outputs = {}) {
    NodeTypeInfo type;
    type.type = name;
    type.period = std::chrono::milliseconds{10};
    type.inputs = std::move(inputs);
    type.outputs = std::move(outputs);
    return type;
}

class KnownTypes {
public:
    explicit KnownTypes(const std::vector<NodeTypeInfo>& types) {
        for (const NodeTypeInfo& type : types) catalog_.add(type.type, type);
    }

    /// Errors and, behind them, warnings.
    std::string check(const std::string& yaml) const {
        const ReadSet read = read_only(yaml);
        CHECK(read.faults == "");
        Findings findings;
        check_node_set(read.set, catalog_, wire(read.set, catalog_), findings);
        return lines_of(findings.errors()) + lines_of(findings.warnings());
    }

    const NodeCatalog& catalog() const { return catalog_; }

private:
    NodeCatalog catalog_;
};

}  // namespace seqboard::testing
