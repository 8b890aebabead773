#include "core/cli/slot_graph.hpp"

#include <algorithm>

#include "core/schema/element_text.hpp"

namespace seqboard::cli {

namespace {

std::string carries(const GraphSlot& slot) { return slot.message + (slot.pace.empty() ? "" : ", " + slot.pace); }

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string edge(const std::string& from, const std::string& to, const GraphSlot& slot) {
    return "    " + in_quotes(from) + " -> " + in_quotes(to) + " [label=\"" + slot.slot + "\\n" + carries(slot) + "\"];\n";
}

}  // namespace

std::string SlotGraph::text() const {
    std::string text = title + "\n";
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const bool last_node = n + 1 == nodes.size();
        text += (last_node ? "`-- " : "|-- ") + nodes[n] + "\n";
        std::vector<const GraphSlot*> written;
        for (const GraphSlot& slot : slots)
            if (slot.writer == nodes[n]) written.push_back(&slot);
        for (std::size_t s = 0; s < written.size(); ++s)
            text += std::string{last_node ? "    " : "|   "} + (s + 1 == written.size() ? "`-- " : "|-- ") + written[s]->slot + " (" +
                    carries(*written[s]) + ")" + (written[s]->readers.empty() ? "" : " -> " + joined(written[s]->readers)) + "\n";
    }
    return text;
}

std::string SlotGraph::dot() const {
    std::string text = "digraph " + in_quotes(title) +
                       " {\n    rankdir=LR;\n    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
                       "    edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (const std::string& node : nodes) text += "    " + in_quotes(node) + ";\n";
    for (const GraphSlot& slot : slots) {
        for (const std::string& reader : slot.readers) text += edge(slot.writer, reader, slot);
        if (!slot.readers.empty()) continue;
        const std::string end = "slot " + slot.slot;
        text += "    " + in_quotes(end) + " [shape=point];\n" + edge(slot.writer, end, slot);
    }
    return text + "}\n";
}

}  // namespace seqboard::cli
