// Nodes and the slots between them, as text and as Graphviz DOT.
#pragma once

#include <string>
#include <vector>

namespace seqboard::cli {

struct GraphSlot {
    std::string slot;
    std::string message;
    std::string writer;
    std::string pace;  ///< "50 Hz", empty if it is irregular or unknown
    std::vector<std::string> readers;
};

struct SlotGraph {
    std::string title;
    std::vector<std::string> nodes;
    std::vector<GraphSlot> slots;

    /// Each node, below it its slots with message, pace and readers.
    std::string text() const;

    /// For `dot -Tsvg`: one edge per reader, slots nobody reads end in a point.
    std::string dot() const;
};

}  // namespace seqboard::cli
