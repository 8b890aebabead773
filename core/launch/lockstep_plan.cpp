#include "core/launch/lockstep_plan.hpp"

#include <algorithm>

namespace seqboard {

namespace {

/// graph[a][b]: b reads what a writes.
using Graph = std::vector<std::vector<bool>>;

bool feeds(const LockstepNode& writer, const LockstepNode& reader) {
    return std::any_of(writer.writes.begin(), writer.writes.end(), [&](const std::string& slot) {
        return std::find(reader.reads.begin(), reader.reads.end(), slot) != reader.reads.end();
    });
}

Graph feed_graph(const std::vector<LockstepNode>& nodes) {
    Graph graph(nodes.size(), std::vector<bool>(nodes.size(), false));
    for (std::size_t a = 0; a < nodes.size(); ++a)
        for (std::size_t b = 0; b < nodes.size(); ++b) graph[a][b] = a != b && feeds(nodes[a], nodes[b]);
    return graph;
}

/// Who is reached from whom through nodes that are not placed yet (Warshall's algorithm).
Graph reach(Graph graph, const std::vector<bool>& placed) {
    for (std::size_t via = 0; via < graph.size(); ++via) {
        if (placed[via]) continue;
        for (std::size_t from = 0; from < graph.size(); ++from) {
            if (!graph[from][via]) continue;
            for (std::size_t to = 0; to < graph.size(); ++to)
                if (graph[via][to]) graph[from][to] = true;
        }
    }
    return graph;
}

/// The first node that waits for nobody, or only for nodes that in turn wait for it.
std::size_t next_node(const Graph& graph, const std::vector<bool>& placed) {
    const Graph reached = reach(graph, placed);
    for (std::size_t node = 0; node < graph.size(); ++node) {
        if (placed[node]) continue;
        bool free = true;
        for (std::size_t other = 0; other < graph.size(); ++other)
            if (!placed[other] && reached[other][node] && !reached[node][other]) free = false;
        if (free) return node;
    }
    return graph.size();  // never: some group of nodes waits for no other
}

}  // namespace

std::vector<std::uint32_t> lockstep_levels(const std::vector<LockstepNode>& nodes) {
    const Graph graph = feed_graph(nodes);
    std::vector<bool> placed(nodes.size(), false);
    std::vector<std::uint32_t> levels(nodes.size(), 0);
    for (std::size_t count = 0; count < nodes.size(); ++count) {
        const std::size_t node = next_node(graph, placed);
        for (std::size_t other = 0; other < nodes.size(); ++other)
            if (placed[other] && (graph[other][node] || graph[node][other])) levels[node] = std::max(levels[node], levels[other] + 1);
        placed[node] = true;
    }
    return levels;
}

}  // namespace seqboard
