// What reading and checking a node set says of it, as text: for tests of single sentences.
#pragma once

#include "core/launch/checked_set.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// A node set that has been read, but whose programs nobody has asked.
struct ReadSet {
    NodeSet set;
    std::string faults;  ///< "LINE:COLUMN SENTENCE" of every error, in the file's order
};

inline std::string lines_of(const std::vector<Finding>& findings) {
    std::string lines;
    for (const Finding& finding : findings)
        lines += std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " + finding.sentence + "\n";
    return lines;
}

inline ReadSet read_only(const std::string& yaml, const std::vector<std::string>& profiles = {},
                         const std::vector<std::string>& sets = {}) {
    const ScratchBoard scratch;
    const ScratchFile file{yaml};
    NodeSetRequest request{.file = file.path(), .profiles = profiles, .sets = sets, .place = {}};
    request.place.root = scratch.root();
    Findings findings;
    NodeSet set = read_node_set(request, findings);
    return {std::move(set), lines_of(findings.errors())};
}

/// The same after its programs, those of tests/launch/nodes, were asked; `warnings` too.
inline std::string check_faults(const std::string& yaml, const std::vector<std::string>& profiles = {}, bool warnings = false) {
    const ScratchBoard scratch;
    const ScratchFile file{yaml};
    NodeSetRequest request{.file = file.path(), .profiles = profiles, .place = {}};
    request.place.root = scratch.root();
    const CheckedSet checked = check_file(request, built("launch_test_nodes"));
    return lines_of(checked.findings.errors()) + (warnings ? lines_of(checked.findings.warnings()) : "");
}

}  // namespace seqboard::testing
