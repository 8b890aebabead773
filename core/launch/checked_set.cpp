#include "core/launch/checked_set.hpp"

namespace seqboard {

namespace {

/// An emulated board on a busy machine needs a second; nothing sound needs ten.
constexpr Duration kDescribeLimit = std::chrono::seconds{10};

}  // namespace

CheckedSet check_file(const NodeSetRequest& request, const std::string& program_folder, const EnableLineDriver& lines) {
    CheckedSet checked;
    checked.set = read_node_set(request, checked.findings);
    checked.catalog = NodeCatalog::describe(checked.set, program_folder, kDescribeLimit, checked.findings);
    checked.wiring = wire(checked.set, checked.catalog);
    check_node_set(checked.set, checked.catalog, checked.wiring, checked.findings);
    check_enable_line(checked.set, checked.catalog, lines, checked.findings);
    return checked;
}

}  // namespace seqboard
